namespace SagTextures.Models
{
    /// <summary><c>tanh</c>, the generator's last layer.</summary>
    public sealed class TanhLayer : Layer
    {
        /// <summary>Creates the layer.</summary>
        public TanhLayer(string name) : base("tanh", name) { }

        /// <inheritdoc/>
        public override ActivationShape OutputShape(ActivationShape input, PaddingMode padding) => input;

        internal override void WriteFields(JsonWriter json) { }
    }
}
