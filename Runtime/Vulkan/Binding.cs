namespace SagTextures.Vulkan
{
    /// <summary>Where shaders expect their buffers: the same places in all of them (Shaders/interface.glsl).</summary>
    internal enum Binding
    {
        Input,
        Output,
        Weights,
        Affine,
        Residual,
        Classes,
        KeysAndValues,
    }
}
