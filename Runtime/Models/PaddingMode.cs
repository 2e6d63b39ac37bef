namespace SagTextures.Models
{
    /// <summary>What convolutions see beyond the border.</summary>
    public enum PaddingMode
    {
        /// <summary>Zeros.</summary>
        Zero,

        /// <summary>The opposite side, so that the texture tiles without a seam.</summary>
        Circular,
    }
}
