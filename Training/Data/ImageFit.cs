namespace SagTextures.Training.Data;

/// <summary>What becomes of images larger than the training resolution.</summary>
public enum ImageFit
{
    /// <summary>
    /// Shrink for seamless textures (a crop of a tile does not tile). For others a new random crop each time an image is used, of one
    /// that is shrunk to four crops across if it is larger.
    /// </summary>
    Auto,

    /// <summary>A new random crop each time an image is used, at the image's own scale.</summary>
    Crop,

    /// <summary>The shorter side becomes the resolution; the longer one is cropped.</summary>
    Shrink,
}
