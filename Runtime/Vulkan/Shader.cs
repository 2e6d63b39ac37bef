namespace SagTextures.Vulkan
{
    /// <summary>The compute shaders, one file each in Shaders/.</summary>
    internal enum Shader
    {
        Convolution,
        ConvolutionLanes,
        Attention,
        AttentionLanes,
        Pointwise,
        UpsampleNearest,
        MaxPool,
        PackRgba8,
    }
}
