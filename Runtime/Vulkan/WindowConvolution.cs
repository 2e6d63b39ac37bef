using System;
using System.Linq;
using SagTextures.Models;
using SagTextures.Plans;
using static SagTextures.Vulkan.Rounding;

namespace SagTextures.Vulkan
{
    /// <summary>The host's side of Shaders/convolution_window.comp: tiles and grid.</summary>
    internal static class WindowConvolution
    {
        /// <summary>Columns of merged phases, at most.</summary>
        private const int MaxColumns = 16;

        /// <summary>Workgroups that keep a large GPU busy.</summary>
        private const int EnoughGroups = 120;

        /// <summary>Positions of a tile's row.</summary>
        private const int Across = 16;

        /// <summary>Whether it is worth it: where a pixel is seen by several taps, and channels are few.</summary>
        public static bool IsFor(PhaseKernel kernel, CooperativeMatrix? shape) =>
            shape != null && kernel.UnionTaps > 1 && kernel.Stride * kernel.Stride * kernel.OutChannels <= MaxColumns;

        public static Dispatch Dispatch(
            ConvolutionOperation operation, PlanStep step, int batch, CooperativeMatrix shape, DeviceInfo device)
        {
            var product = new ImplicitProduct(operation, step, batch, isMerged: true);
            PhaseKernel kernel = product.Kernel;
            int columns = DivideUp(product.Columns, shape.Columns) * shape.Columns;
            (int down, int depth) = (8, Math.Min(64, DivideUp(kernel.InChannels, shape.Depth) * shape.Depth));
            while (down > 1 && (Groups(down) < EnoughGroups || Bytes() > device.SharedMemoryBytes / 2))
            {
                down /= 2;
            }

            while (depth > shape.Depth && Bytes() > device.SharedMemoryBytes)
            {
                depth = DivideUp(depth / 2, shape.Depth) * shape.Depth;
            }

            if (Bytes() > device.SharedMemoryBytes)
            {
                throw new DeviceException(
                    $"{device.Name} has not the {Bytes()} bytes of shared memory that {operation.Name} takes; " +
                    "use other kernels (SAGTEXTURES_KERNELS=tiles-half) or the CPU backend.");
            }

            int subgroups = Math.Min(4, down * Across / shape.Rows);
            int[] constants = new[]
            {
                subgroups * shape.SubgroupSize, 0, 0, 0, 0, down, Across, depth, columns,
                kernel.InChannels % 8 == 0 ? 1 : 0, 0,
                shape.Rows, shape.Columns, shape.Depth, subgroups, 0, shape.SubgroupSize, 0,
            }.Concat(product.Window).ToArray();
            return product.Dispatch(Shader.ConvolutionWindow, constants, Groups(down), 1, product.Inverses);

            int Groups(int rows) =>
                checked(DivideUp(product.PositionsDown, rows) * DivideUp(product.PositionsAcross, Across) * batch);

            int Bytes()
            {
                int window = (down + product.Taps - 1) * (Across + product.Taps - 1) * ((depth / 8) + 1);
                int weights = product.Taps * product.Taps * depth * columns / 8;
                int sums = 4 * shape.Rows * ((shape.Columns / 4) + 1);
                return 16 * Math.Max(window + weights, sums);
            }
        }
    }
}
