namespace SagTextures.Vulkan
{
    /// <summary>The compute shaders, one file each in Shaders/.</summary>
    internal enum Shader
    {
        Convolution,
        ConvolutionLanes,
        ConvolutionTiles,
        ConvolutionMatrix,
        ConvolutionWindow,
        Attention,
        AttentionLanes,
        AttentionTiles,
        AttentionMatrix,
        Pointwise,
        UpsampleNearest,
        MaxPool,
        PackRgba8,

        /// <summary>For benchmarks only.</summary>
        MatrixPeak,
    }
}
