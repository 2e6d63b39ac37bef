using SagTextures.Models;

namespace SagTextures.Plans
{
    /// <summary>
    /// Every linear map of the network: convolutions, transposed convolutions, nearest upsampling with the convolution after
    /// it, 1×1 convolutions, and dense layers as 1×1 convolutions of a 1×1 image.
    /// <para>
    /// A transposed convolution of stride s is s·s ordinary convolutions, one for each phase (py, px) of the output:
    /// output (s·y + py, s·x + px) sees the inputs (y + Offset[py] + ty, x + Offset[px] + tx), 0 ≤ ty, tx &lt; Taps.
    /// Nothing is multiplied by the zeros of a dilated input, and every output is written once. Stride 1 has one phase.
    /// </para>
    /// </summary>
    internal sealed class ConvolutionOperation : Operation
    {
        public ConvolutionOperation(int input, PhaseKernel kernel, PaddingMode padding) : base(input)
        {
            Kernel = kernel;
            Padding = padding;
        }

        public PhaseKernel Kernel { get; }

        public PaddingMode Padding { get; }

        /// <summary>Set where a dense layer takes a whole image as features and its result becomes an image.</summary>
        public ActivationShape? Reshape { get; set; }

        /// <summary>Channels of the image that such a layer takes; each has as many features as the image has pixels.</summary>
        public int ImageChannels { get; set; }

        /// <summary>The input as the kernel sees it.</summary>
        public ActivationShape KernelInput(ActivationShape input) =>
            Reshape == null ? input : new ActivationShape(Kernel.InChannels, 1, 1);

        /// <summary>The output as the kernel writes it.</summary>
        public ActivationShape KernelOutput(ActivationShape input)
        {
            ActivationShape seen = KernelInput(input);
            return new ActivationShape(
                Kernel.OutChannels,
                (seen.Height * Kernel.Stride) + Kernel.Growth,
                (seen.Width * Kernel.Stride) + Kernel.Growth);
        }

        public override ActivationShape OutputShape(ActivationShape input) => Reshape ?? KernelOutput(input);
    }
}
