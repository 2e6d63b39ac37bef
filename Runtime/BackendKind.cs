namespace SagTextures
{
    /// <summary>What computes the textures.</summary>
    public enum BackendKind
    {
        /// <summary>Vulkan where there is a GPU with it, else the CPU.</summary>
        Auto,

        /// <summary>Vulkan compute shaders; loading fails where there is no device.</summary>
        Vulkan,

        /// <summary>The CPU.</summary>
        Cpu,
    }
}
