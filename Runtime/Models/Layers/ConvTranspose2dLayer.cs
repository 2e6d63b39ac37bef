using System.Collections.Generic;

namespace SagTextures.Models
{
    /// <summary>
    /// <c>conv_transpose2d</c> (torch.nn.ConvTranspose2d): the gradient of a strided convolution, which enlarges its input
    /// <see cref="Stride"/> times. DCGAN's (Radford et al. 2016, section 3) is kernel 4, stride 2, padding 1.
    /// </summary>
    public sealed class ConvTranspose2dLayer : Layer
    {
        /// <summary>Creates the layer.</summary>
        public ConvTranspose2dLayer(string name, int inChannels, int outChannels, int kernel, int stride, int padding)
            : base("conv_transpose2d", name)
        {
            InChannels = inChannels;
            OutChannels = outChannels;
            Kernel = kernel;
            Stride = stride;
            Padding = padding;
        }

        /// <summary>Channels of the input.</summary>
        public int InChannels { get; }

        /// <summary>Channels of the output.</summary>
        public int OutChannels { get; }

        /// <summary>Taps along each side.</summary>
        public int Kernel { get; }

        /// <summary>Enlargement.</summary>
        public int Stride { get; }

        /// <summary>Pixels cut from each side of the full result.</summary>
        public int Padding { get; }

        /// <inheritdoc/>
        public override IEnumerable<TensorSpec> Tensors => new[]
        {
            new TensorSpec(Name + ".weight", false, InChannels, OutChannels, Kernel, Kernel),
            new TensorSpec(Name + ".bias", true, OutChannels),
        };

        /// <inheritdoc/>
        public override ActivationShape OutputShape(ActivationShape input, PaddingMode padding)
        {
            ExpectChannels(InChannels, input);
            int growth = Kernel - Stride - (2 * Padding);
            if (padding == PaddingMode.Circular && growth != 0)
            {
                throw Misfit("can wrap around the border only where kernel = stride + 2·padding");
            }

            return Sized(
                OutChannels, ((long)input.Height * Stride) + growth, ((long)input.Width * Stride) + growth);
        }

        internal override void WriteFields(JsonWriter json) => json
            .Name("in").Number(InChannels).Name("out").Number(OutChannels)
            .Name("kernel").Number(Kernel).Name("stride").Number(Stride).Name("padding").Number(Padding);
    }
}
