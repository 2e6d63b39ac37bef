namespace SagTextures
{
    /// <summary>What a texture should be like.</summary>
    public sealed class GenerateOptions
    {
        /// <summary>Pixels; 0 for the model's training resolution. Only models with a grid latent make other sizes.</summary>
        public int Width { get; set; }

        /// <summary>Pixels; 0 for the model's training resolution.</summary>
        public int Height { get; set; }

        /// <summary>One of the model's classes; null for its first.</summary>
        public string? Class { get; set; }

        /// <summary>
        /// From 0 to 1: the latent is multiplied by it. Less variety, closer to the typical texture; 1 is the whole range,
        /// 0 always the same texture.
        /// </summary>
        public float Truncation { get; set; } = 1f;

        /// <summary>Whether to add all smaller levels down to 1×1.</summary>
        public bool Mipmaps { get; set; }

        /// <summary>For work that begins when the caller may have changed them already.</summary>
        internal GenerateOptions Copy() => (GenerateOptions)MemberwiseClone();
    }
}
