namespace SagTextures.Training.Data;

/// <summary>What becomes of images larger than the training resolution.</summary>
public enum ImageFit
{
    /// <summary>Shrink for seamless textures (a crop of a tile does not tile), crop for others.</summary>
    Auto,

    /// <summary>A new random crop each time an image is used.</summary>
    Crop,

    /// <summary>The shorter side becomes the resolution; the longer one is cropped.</summary>
    Shrink,
}
