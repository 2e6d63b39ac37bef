using System.Collections.Generic;

namespace SagTextures.Models
{
    /// <summary><c>conv2d</c>: cross-correlation with stride 1 (torch.nn.Conv2d).</summary>
    public sealed class Conv2dLayer : Layer
    {
        /// <summary>Creates the layer.</summary>
        public Conv2dLayer(string name, int inChannels, int outChannels, int kernel, int padding) : base("conv2d", name)
        {
            InChannels = inChannels;
            OutChannels = outChannels;
            Kernel = kernel;
            Padding = padding;
        }

        /// <summary>Channels of the input.</summary>
        public int InChannels { get; }

        /// <summary>Channels of the output.</summary>
        public int OutChannels { get; }

        /// <summary>Taps along each side.</summary>
        public int Kernel { get; }

        /// <summary>Pixels added on each side.</summary>
        public int Padding { get; }

        /// <inheritdoc/>
        public override IEnumerable<TensorSpec> Tensors => new[]
        {
            new TensorSpec(Name + ".weight", false, OutChannels, InChannels, Kernel, Kernel),
            new TensorSpec(Name + ".bias", true, OutChannels),
        };

        /// <inheritdoc/>
        public override ActivationShape OutputShape(ActivationShape input, PaddingMode padding)
        {
            ExpectChannels(InChannels, input);
            int growth = (2 * Padding) - Kernel + 1;
            return Sized(OutChannels, input.Height + growth, input.Width + growth);
        }

        internal override void WriteFields(JsonWriter json) => json
            .Name("in").Number(InChannels).Name("out").Number(OutChannels)
            .Name("kernel").Number(Kernel).Name("padding").Number(Padding);
    }
}
