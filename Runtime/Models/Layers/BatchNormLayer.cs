using System.Collections.Generic;

namespace SagTextures.Models
{
    /// <summary>
    /// <c>batch_norm</c> with its running statistics (Ioffe and Szegedy 2015, algorithm 2):
    /// y = weight·(x − running_mean)/√(running_var + eps) + bias, for each channel.
    /// </summary>
    public sealed class BatchNormLayer : Layer
    {
        /// <summary>Creates the layer.</summary>
        public BatchNormLayer(string name, int channels, float epsilon) : base("batch_norm", name)
        {
            Channels = channels;
            Epsilon = epsilon;
        }

        /// <summary>Channels of input and output.</summary>
        public int Channels { get; }

        /// <summary>Added to the variance.</summary>
        public float Epsilon { get; }

        /// <inheritdoc/>
        public override IEnumerable<TensorSpec> Tensors => new[]
        {
            new TensorSpec(Name + ".weight", false, Channels),
            new TensorSpec(Name + ".bias", false, Channels),
            new TensorSpec(Name + ".running_mean", false, Channels),
            new TensorSpec(Name + ".running_var", false, Channels),
        };

        /// <inheritdoc/>
        public override ActivationShape OutputShape(ActivationShape input, PaddingMode padding)
        {
            ExpectChannels(Channels, input);
            return input;
        }

        internal override void WriteFields(JsonWriter json) =>
            json.Name("channels").Number(Channels).Name("eps").Number(Epsilon);
    }
}
