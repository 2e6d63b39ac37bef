namespace SagTextures.Models
{
    /// <summary><c>relu</c>: max(0, x).</summary>
    public sealed class ReluLayer : Layer
    {
        /// <summary>Creates the layer.</summary>
        public ReluLayer(string name) : base("relu", name) { }

        /// <inheritdoc/>
        public override ActivationShape OutputShape(ActivationShape input, PaddingMode padding) => input;

        internal override void WriteFields(JsonWriter json) { }
    }
}
