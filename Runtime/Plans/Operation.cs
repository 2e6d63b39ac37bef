using SagTextures.Models;

namespace SagTextures.Plans
{
    /// <summary>
    /// One fused piece of work of a <see cref="GeneratorGraph"/>, without sizes: the same operation serves every batch and
    /// every texture size. Values are numbered: 0 is the latent, and operation i makes value i + 1.
    /// </summary>
    internal abstract class Operation
    {
        protected Operation(int input) => Input = input;

        /// <summary>The value that it reads.</summary>
        public int Input { get; }

        /// <summary>Applied to its result; null where it has none.</summary>
        public Epilogue? Epilogue { get; set; }

        /// <summary>The value added after the epilogue, or −1.</summary>
        public int Residual { get; set; } = -1;

        /// <summary>
        /// Position, in the model's layer list, of the layer whose output this is; −1 inside a layer.
        /// </summary>
        public int LayerIndex { get; set; } = -1;

        /// <summary>Name of the first layer in it, for people.</summary>
        public string Name { get; set; } = string.Empty;

        public abstract ActivationShape OutputShape(ActivationShape input);
    }
}
