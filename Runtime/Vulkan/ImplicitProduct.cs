using SagTextures.Models;
using SagTextures.Plans;
using static SagTextures.Vulkan.Rounding;

namespace SagTextures.Vulkan
{
    /// <summary>
    /// A convolution as an implicit matrix product, positions of one phase in all images by out channels: what the host's sides of
    /// Shaders/convolution_tiles.comp and convolution_matrix.comp share.
    /// </summary>
    internal sealed class ImplicitProduct
    {
        private readonly ConvolutionOperation operation;
        private readonly int positionsDown;

        public ImplicitProduct(ConvolutionOperation operation, PlanStep step, int batch)
        {
            this.operation = operation;
            Input = operation.KernelInput(step.Input.Shape);
            Output = operation.KernelOutput(step.Input.Shape);
            positionsDown = DivideUp(Output.Height, Kernel.Stride);
            PositionsAcross = DivideUp(Output.Width, Kernel.Stride);
            Positions = checked(ImagePositions * batch);
        }

        public PhaseKernel Kernel => operation.Kernel;

        public ActivationShape Input { get; }

        public ActivationShape Output { get; }

        public int PositionsAcross { get; }

        /// <summary>Of one image.</summary>
        public int ImagePositions => positionsDown * PositionsAcross;

        /// <summary>Of all images.</summary>
        public int Positions { get; }

        /// <summary>Workgroups that tiles of a size take, phases included.</summary>
        public long Groups(int tilePositions, int tileChannels) => (long)Kernel.Stride * Kernel.Stride
            * DivideUp(Kernel.OutChannels, tileChannels) * DivideUp(Positions, tilePositions);

        public Dispatch Dispatch(Shader shader, int[] constants, int tilePositions, int tileChannels)
        {
            int positionTiles = DivideUp(Positions, tilePositions);
            int channelTiles = DivideUp(Kernel.OutChannels, tileChannels);
            var sizes = new[]
            {
                Input.Channels, Input.Height, Input.Width, Output.Channels, Output.Height, Output.Width,
                positionsDown, PositionsAcross, Positions, positionTiles, channelTiles,
                Kernel.Stride, Kernel.Taps, Kernel.PhaseShift, Kernel.Offsets[0],
                operation.Padding == PaddingMode.Circular ? 1 : 0,
            };
            return new Dispatch(operation.Name, shader, constants, sizes)
                .Over((long)positionTiles * channelTiles * constants[0], Kernel.Stride * Kernel.Stride);
        }
    }
}
