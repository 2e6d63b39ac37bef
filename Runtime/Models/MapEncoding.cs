namespace SagTextures.Models
{
    /// <summary>What a map's bytes mean, which decides how mip levels are averaged.</summary>
    public enum MapEncoding
    {
        /// <summary>Colour with the sRGB transfer curve.</summary>
        Srgb,

        /// <summary>Plain numbers: roughness, height, normals.</summary>
        Linear,
    }
}
