namespace SagTextures.Training.Networks;

/// <summary>What both networks are built of.</summary>
public enum Architecture
{
    /// <summary>Fully connected layers (Goodfellow et al. 2014).</summary>
    Dense,

    /// <summary>Strided and transposed convolutions (Radford et al. 2016), with attention where asked for.</summary>
    Convolutional,

    /// <summary>Residual blocks, as SAGAN's own code has them (Miyato et al. 2018; Zhang et al. 2019).</summary>
    Residual,
}
