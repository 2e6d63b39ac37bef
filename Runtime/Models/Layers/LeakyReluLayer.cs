namespace SagTextures.Models
{
    /// <summary><c>leaky_relu</c>: x where it is positive, slope·x elsewhere.</summary>
    public sealed class LeakyReluLayer : Layer
    {
        /// <summary>Creates the layer.</summary>
        public LeakyReluLayer(string name, float slope) : base("leaky_relu", name) => Slope = slope;

        /// <summary>Factor of negative values.</summary>
        public float Slope { get; }

        /// <inheritdoc/>
        public override ActivationShape OutputShape(ActivationShape input, PaddingMode padding) => input;

        internal override void WriteFields(JsonWriter json) => json.Name("slope").Number(Slope);
    }
}
