using System;
using System.Linq;
using SagTextures.Models;
using SagTextures.Plans;
using static SagTextures.Vulkan.Rounding;

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
            new MatrixTile(4, 8, 2, 2, 32) { LeastSum = 513, LeastGroups = 192 },
            new MatrixTile(8, 4, 2, 2, 32) { LeastGroups = 192 },
            new MatrixTile(4, 4, 2, 2, 64) { LeastGroups = 120 },
            new MatrixTile(2, 4, 2, 2, 64) { LeastSum = 513, LeastGroups = 120 },
            new MatrixTile(2, 4, 2, 4, 32) { LeastGroups = 192 },
            new MatrixTile(2, 2, 2, 2, 32) { Split = 2, LeastGroups = 120 },
            new MatrixTile(1, 1, 1, 1, 32) { Split = 8 },
        };

        public static Dispatch Dispatch(
            ConvolutionOperation operation, PlanStep step, int batch, CooperativeMatrix shape, DeviceInfo device)
        {
            var product = new ImplicitProduct(operation, step, batch);
            int[] constants = Constants(product, shape, device);
            return product.Dispatch(
                Shader.ConvolutionMatrix, constants, DivideUp(product.Positions, constants[5]),
                DivideUp(product.Columns, constants[6]), product.Inverses);
        }

        private static int[] Constants(ImplicitProduct product, CooperativeMatrix shape, DeviceInfo device)
        {
            PhaseKernel kernel = product.Kernel;
            int sum = kernel.Taps * kernel.Taps * kernel.InChannels;
            MatrixTile tile = Tiles.FirstOrDefault(t =>
                sum >= t.LeastSum && product.Groups(Rows(t), Columns(t)) >= t.LeastGroups
                && IsFilled(Rows(t), product.Positions, t) && IsFilled(Columns(t), kernel.OutChannels, t)
                && Fits(t, t.Depth, t.Split)) ?? Tiles.Last();
            int depth = Math.Max(shape.Depth, kernel.InChannels <= 16 ? 16 : tile.Depth);
            int split = tile.Split;
            while (split > 1 && (sum < split * depth || !Fits(tile, depth, split)))
            {
                split /= 2;
            }

            return new[]
            {
                split * tile.Subgroups * shape.SubgroupSize, 0, 0, 0, 0,
                Rows(tile), Columns(tile), depth, split,
                kernel.InChannels % 8 == 0 ? 1 : 0, kernel.OutChannels % 8 == 0 ? 1 : 0,
                shape.Rows, shape.Columns, shape.Depth, tile.SubgroupsDown, tile.SubgroupsAcross, shape.SubgroupSize,
                kernel.InChannels % depth == 0 ? 1 : 0,
            }.Concat(product.Window).ToArray();

            int Rows(MatrixTile t) => t.Down * shape.Rows;

            int Columns(MatrixTile t) => t.Across * shape.Columns;

            // More than half of it; of a small one it matters less than how many there are.
            bool IsFilled(int size, int count, MatrixTile t) => size < 2 * count || t.Split > 1 || size <= 2 * shape.Rows;

            bool Fits(MatrixTile t, int tileDepth, int parts)
            {
                int subgroups = parts * t.Subgroups;
                int eights = 2 * parts * ((Rows(t) * ((tileDepth / 8) + 1)) + (tileDepth * ((Columns(t) / 8) + 1)));
                int sums = subgroups * shape.Rows * ((shape.Columns / 4) + 1);
                return (16 * Math.Max(eights, sums)) + (8 * Columns(t)) <= device.SharedMemoryBytes
                    && subgroups * shape.SubgroupSize <= device.MaxWorkgroupInvocations;
            }
        }
    }
}
