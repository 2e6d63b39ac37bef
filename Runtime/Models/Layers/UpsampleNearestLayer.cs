namespace SagTextures.Models
{
    /// <summary><c>upsample_nearest</c>: every pixel becomes a square of <see cref="Scale"/>×<see cref="Scale"/>.</summary>
    public sealed class UpsampleNearestLayer : Layer
    {
        /// <summary>Creates the layer.</summary>
        public UpsampleNearestLayer(string name, int scale) : base("upsample_nearest", name) => Scale = scale;

        /// <summary>Enlargement.</summary>
        public int Scale { get; }

        /// <inheritdoc/>
        public override ActivationShape OutputShape(ActivationShape input, PaddingMode padding) =>
            Sized(input.Channels, (long)input.Height * Scale, (long)input.Width * Scale);

        internal override void WriteFields(JsonWriter json) => json.Name("scale").Number(Scale);
    }
}
