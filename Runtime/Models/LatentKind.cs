namespace SagTextures.Models
{
    /// <summary>Form of the generator's input.</summary>
    public enum LatentKind
    {
        /// <summary>One vector a texture; the texture's size is fixed.</summary>
        Vector,

        /// <summary>One vector a cell of a grid; every added cell adds one stride of pixels.</summary>
        Grid,
    }
}
