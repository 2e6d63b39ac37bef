using System.Collections.Generic;

namespace SagTextures.Models
{
    /// <summary>
    /// <c>linear</c>: y = W·x + b on all features of its input, then the reshape to an image (torch.nn.Linear and view).
    /// </summary>
    public sealed class LinearLayer : Layer
    {
        /// <summary>Creates the layer; <paramref name="reshape"/> has <paramref name="outFeatures"/> elements.</summary>
        public LinearLayer(string name, int inFeatures, int outFeatures, ActivationShape reshape) : base("linear", name)
        {
            InFeatures = inFeatures;
            OutFeatures = outFeatures;
            Reshape = reshape;
            if (reshape.Count != outFeatures)
            {
                throw Misfit($"reshapes {outFeatures} features to {reshape}");
            }
        }

        /// <summary>Number of inputs.</summary>
        public int InFeatures { get; }

        /// <summary>Number of outputs.</summary>
        public int OutFeatures { get; }

        /// <summary>The image that the outputs form.</summary>
        public ActivationShape Reshape { get; }

        /// <inheritdoc/>
        public override IEnumerable<TensorSpec> Tensors => new[]
        {
            new TensorSpec(Name + ".weight", false, OutFeatures, InFeatures),
            new TensorSpec(Name + ".bias", true, OutFeatures),
        };

        /// <inheritdoc/>
        public override ActivationShape OutputShape(ActivationShape input, PaddingMode padding) =>
            input.Count == InFeatures ? Reshape : throw Misfit($"takes {InFeatures} features and gets {input}");

        internal override void WriteFields(JsonWriter json)
        {
            json.Name("in").Number(InFeatures).Name("out").Number(OutFeatures).Name("reshape").Open('[');
            json.Number(Reshape.Channels).Number(Reshape.Height).Number(Reshape.Width).Close(']');
        }
    }
}
