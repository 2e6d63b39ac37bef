namespace SagTextures.Training.Networks;

/// <summary>How the generator doubles its resolution.</summary>
public enum Upsampling
{
    /// <summary>4×4 transposed convolution of stride 2: every weight free.</summary>
    Transposed,

    /// <summary>Nearest-neighbour doubling and a 3×3 convolution: fewer weights, no checkerboard (Odena et al. 2016).</summary>
    Nearest,
}
