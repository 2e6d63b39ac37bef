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
    }
}
