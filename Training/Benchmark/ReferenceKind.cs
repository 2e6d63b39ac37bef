namespace SagTextures.Training.Benchmark;

/// <summary>The forms of <see cref="ReferenceGenerator"/>.</summary>
internal enum ReferenceKind
{
    /// <summary>13.3 million parameters.</summary>
    Full,

    /// <summary>Half of all channels.</summary>
    Half,

    /// <summary>Of any size.</summary>
    Grid,

    /// <summary>Residual blocks with conditional batch norm, as the paper's authors' code builds them.</summary>
    Residual,
}
