namespace SagTextures.Training.Networks;

/// <summary>What stands between two layers of a network.</summary>
public enum Normalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Batch norm (Ioffe and Szegedy 2015).</summary>
    Batch,
}
