namespace SagTextures
{
    /// <summary>How a <see cref="TextureGenerator"/> is set up.</summary>
    public sealed class GeneratorOptions
    {
        /// <summary>What computes the textures; <see cref="BackendKind.Auto"/> unless set.</summary>
        public BackendKind Backend { get; set; } = BackendKind.Auto;

        /// <summary>
        /// Number of the Vulkan device, as `sag devices` lists them; null picks the fastest kind: discrete GPU, integrated
        /// GPU, virtual GPU, CPU.
        /// </summary>
        public int? Device { get; set; }

        /// <summary>Cores that the CPU backend uses, at least 1; null for all. Takes no effect on .NET Standard.</summary>
        public int? Threads { get; set; }

        /// <summary>
        /// A host engine's Vulkan device to work on, which goes before <see cref="Backend"/> and <see cref="Device"/>; null for
        /// a device of our own.
        /// </summary>
        public VulkanHandles? Vulkan { get; set; }

        /// <summary>
        /// Folder for compiled shaders, so that the first texture of the next process does not wait for the driver's compiler.
        /// Null for the user's cache folder (~/.cache/sagtextures, ~/Library/Caches/sagtextures, %LocalAppData%\sagtextures),
        /// empty for none. A missing, damaged or read-only folder is no error.
        /// </summary>
        public string? CacheFolder { get; set; }
    }
}
