using System.Linq;
using SagTextures.Models;
using SagTextures.Plans;
using static SagTextures.Vulkan.Rounding;

namespace SagTextures.Vulkan
{
    /// <summary>
    /// A convolution as an implicit matrix product, positions of one phase in all images by out channels: what the host's sides of
    /// Shaders/convolution_tiles.comp, convolution_matrix.comp and convolution_window.comp share. Merged phases are one product, whose
    /// columns are the out channels of all phases and which sums over the taps of all of them.
    /// </summary>
    internal sealed class ImplicitProduct
    {
        private readonly ConvolutionOperation operation;
        private readonly bool isMerged;
        private readonly int phases;

        public ImplicitProduct(ConvolutionOperation operation, PlanStep step, int batch, bool isMerged = false)
        {
            this.operation = operation;
            this.isMerged = isMerged;
            int all = Kernel.Stride * Kernel.Stride;
            phases = isMerged ? 1 : all;
            Columns = isMerged ? all * Kernel.OutChannels : Kernel.OutChannels;
            Taps = isMerged ? Kernel.UnionTaps : Kernel.Taps;
            Input = operation.KernelInput(step.Input.Shape);
            Output = operation.KernelOutput(step.Input.Shape);
            PositionsDown = DivideUp(Output.Height, Kernel.Stride);
            PositionsAcross = DivideUp(Output.Width, Kernel.Stride);
            Positions = checked(ImagePositions * batch);
        }

        public PhaseKernel Kernel => operation.Kernel;

        /// <summary>Of the product.</summary>
        public int Columns { get; }

        /// <summary>Along each side.</summary>
        public int Taps { get; }

        public ActivationShape Input { get; }

        public ActivationShape Output { get; }

        /// <summary>Of one phase.</summary>
        public int PositionsDown { get; }

        public int PositionsAcross { get; }

        /// <summary>Of one image.</summary>
        public int ImagePositions => PositionsDown * PositionsAcross;

        /// <summary>Of all images.</summary>
        public int Positions { get; }

        /// <summary>Where the taps lie: stride, taps along each side, phase shift, first offset, whether edges are circular.</summary>
        public int[] Window => new[]
        {
            Kernel.Stride, Taps, isMerged ? 0 : Kernel.PhaseShift, isMerged ? Kernel.LowestOffset : Kernel.Offsets[0],
            operation.Padding == PaddingMode.Circular ? 1 : 0,
        };

        /// <summary>Workgroups that tiles of a size take, phases included.</summary>
        public long Groups(int tilePositions, int tileColumns) =>
            (long)phases * DivideUp(Columns, tileColumns) * DivideUp(Positions, tilePositions);

        /// <summary>What the matrix shaders divide positions with (<see cref="Inverse"/>).</summary>
        public int[] Inverses => Inverse(PositionsAcross).Concat(Inverse(PositionsDown)).ToArray();

        /// <param name="shader">Which.</param>
        /// <param name="constants">Its.</param>
        /// <param name="positionTiles">How many.</param>
        /// <param name="columnTiles">How many.</param>
        /// <param name="more">What the shader's sizes end with.</param>
        public Dispatch Dispatch(Shader shader, int[] constants, int positionTiles, int columnTiles, int[] more)
        {
            var sizes = new[]
            {
                Input.Channels, Input.Height, Input.Width, Output.Channels, Output.Height, Output.Width,
                PositionsDown, PositionsAcross, Positions, positionTiles, columnTiles,
            };
            return new Dispatch(operation.Name, shader, constants, sizes.Concat(more).ToArray())
                .Over((long)positionTiles * columnTiles * constants[0], phases);
        }
    }
}
