using System.Collections.Generic;

namespace SagTextures.Models
{
    /// <summary>
    /// <c>conditional_batch_norm</c>: batch norm whose gain and shift depend on the class (Dumoulin et al. 2017;
    /// SAGAN, section 4): y = gain[class]·(x − running_mean)/√(running_var + eps) + shift[class].
    /// </summary>
    public sealed class ConditionalBatchNormLayer : Layer
    {
        /// <summary>Creates the layer.</summary>
        public ConditionalBatchNormLayer(string name, int channels, int classes, float epsilon)
            : base("conditional_batch_norm", name)
        {
            Channels = channels;
            Classes = classes;
            Epsilon = epsilon;
        }

        /// <summary>Channels of input and output.</summary>
        public int Channels { get; }

        /// <summary>Number of classes, the model's.</summary>
        public int Classes { get; }

        /// <summary>Added to the variance.</summary>
        public float Epsilon { get; }

        /// <inheritdoc/>
        public override IEnumerable<TensorSpec> Tensors => new[]
        {
            new TensorSpec(Name + ".gain", false, Classes, Channels),
            new TensorSpec(Name + ".shift", false, Classes, Channels),
            new TensorSpec(Name + ".running_mean", false, Channels),
            new TensorSpec(Name + ".running_var", false, Channels),
        };

        /// <inheritdoc/>
        public override ActivationShape OutputShape(ActivationShape input, PaddingMode padding)
        {
            ExpectChannels(Channels, input);
            return input;
        }

        internal override void WriteFields(JsonWriter json) => json
            .Name("channels").Number(Channels).Name("classes").Number(Classes).Name("eps").Number(Epsilon);
    }
}
