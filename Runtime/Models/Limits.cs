namespace SagTextures.Models
{
    /// <summary>Bounds that keep a hostile model from asking for absurd amounts of memory or time.</summary>
    internal static class Limits
    {
        public const int MaxChannels = 1 << 16;
        public const int MaxFeatures = 1 << 22;
        public const int MaxKernel = 31;
        public const int MaxScale = 16;
        public const int MaxClasses = 1 << 14;

        /// <summary>Pixels along one side of any activation.</summary>
        public const int MaxSide = 1 << 14;

        /// <summary>Elements of one activation: an int indexes them, in shaders too.</summary>
        public const long MaxElements = 1 << 30;

        /// <summary>Of an attention: the GPU shaders keep a query in registers and tiles of keys in shared memory.</summary>
        public const int MaxKeyChannels = 256;

        /// <summary>Classes times channels of a norm.</summary>
        public const int MaxNorms = 1 << 24;

        /// <summary>Those inside residual blocks and the blocks themselves among them; a generator has dozens.</summary>
        public const int MaxLayers = 1024;

        /// <summary>Residual blocks inside residual blocks.</summary>
        public const int MaxNesting = 8;
    }
}
