using System;
using System.Linq;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Vulkan
{
    /// <summary>The host's side of Shaders/convolution_matrix.comp: tiles and grid.</summary>
    internal static class MatrixConvolution
    {
        /// <summary>
        /// Tiles, from the one with the most multiplications for each load to the one of which there are most; measured on an
        /// NVIDIA H200. The last one's sums are shared out among the most subgroups.
        /// </summary>
        private static readonly MatrixTile[] Tiles =
        {
            new MatrixTile(8, 8, 2, 2, 32) { LeastSum = 513, LeastGroups = 192 },
            new MatrixTile(8, 4, 2, 2, 64) { LeastSum = 513, LeastGroups = 120 },
            new MatrixTile(4, 4, 2, 2, 32) { LeastGroups = 120 },
            new MatrixTile(8, 1, 4, 1, 32) { LeastGroups = 480 },
            new MatrixTile(2, 2, 2, 2, 32) { Split = 2, LeastGroups = 120 },
            new MatrixTile(1, 1, 1, 1, 64) { Split = 8 },
        };

        public static Dispatch Dispatch(
            ConvolutionOperation operation, PlanStep step, int batch, CooperativeMatrix shape, DeviceInfo device)
        {
            PhaseKernel kernel = operation.Kernel;
            ActivationShape input = operation.KernelInput(step.Input.Shape);
            ActivationShape output = operation.KernelOutput(step.Input.Shape);
            int stride = kernel.Stride;
            int positionsDown = DivideUp(output.Height, stride);
            int positionsAcross = DivideUp(output.Width, stride);
            int positions = checked(positionsDown * positionsAcross * batch);
            int[] constants = Constants(kernel, positions, shape, device);
            int positionTiles = DivideUp(positions, constants[5]);
            int channelTiles = DivideUp(kernel.OutChannels, constants[6]);
            var sizes = new[]
            {
                input.Channels, input.Height, input.Width, output.Channels, output.Height, output.Width,
                positionsDown, positionsAcross, positions, positionTiles, channelTiles,
                stride, kernel.Taps, kernel.PhaseShift, kernel.Offsets[0],
                operation.Padding == PaddingMode.Circular ? 1 : 0,
            };
            return new Dispatch(operation.Name, Shader.ConvolutionMatrix, constants, sizes)
                .Over((long)positionTiles * channelTiles * constants[0], stride * stride);
        }

        private static int[] Constants(PhaseKernel kernel, int positions, CooperativeMatrix shape, DeviceInfo device)
        {
            int sum = kernel.Taps * kernel.Taps * kernel.InChannels;
            MatrixTile tile = Tiles.FirstOrDefault(t =>
                sum >= t.LeastSum && IsFilled(t.Down * shape.Rows, positions, t) && IsFilled(t.Across * shape.Columns, kernel.OutChannels, t)
                && Groups(t) >= t.LeastGroups && Fits(t, t.Depth, t.Split)) ?? Tiles.Last();
            int depth = Math.Max(shape.Depth, kernel.InChannels <= 16 ? 16 : tile.Depth);
            int split = tile.Split;
            while (split > 1 && (sum < split * depth || !Fits(tile, depth, split)))
            {
                split /= 2;
            }

            return new[]
            {
                split * tile.Subgroups * shape.SubgroupSize, 0, 0, 0, 0,
                tile.Down * shape.Rows, tile.Across * shape.Columns, depth, split,
                kernel.InChannels % 8 == 0 ? 1 : 0, kernel.OutChannels % 8 == 0 ? 1 : 0,
                shape.Rows, shape.Columns, shape.Depth, tile.SubgroupsDown, tile.SubgroupsAcross, shape.SubgroupSize,
            };

            // More than half of it; of a small one it matters less than how many there are.
            bool IsFilled(int size, int count, MatrixTile t) => size < 2 * count || t.Split > 1 || size <= shape.Columns;

            long Groups(MatrixTile t) => (long)kernel.Stride * kernel.Stride
                * DivideUp(kernel.OutChannels, t.Across * shape.Columns) * DivideUp(positions, t.Down * shape.Rows);

            bool Fits(MatrixTile t, int tileDepth, int parts)
            {
                int subgroups = parts * t.Subgroups;
                int eights = parts * ((t.Down * shape.Rows * ((tileDepth / 8) + 1))
                    + (tileDepth * ((t.Across * shape.Columns / 8) + 1)));
                int sums = subgroups * shape.Rows * ((shape.Columns / 4) + 1);
                return 16 * Math.Max(eights, sums) <= device.SharedMemoryBytes
                    && subgroups * shape.SubgroupSize <= device.MaxWorkgroupInvocations;
            }
        }

        private static int DivideUp(int a, int b) => (a + b - 1) / b;
    }
}
