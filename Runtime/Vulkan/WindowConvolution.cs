using System;
using System.Collections.Generic;
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

        /// <summary>Along each side, so that every device has the memory.</summary>
        private const int MaxTaps = 4;

        /// <summary>Workgroups that keep a large GPU busy.</summary>
        private const int EnoughGroups = 60;

        /// <summary>Of a workgroup.</summary>
        private const int MaxSubgroups = 8;

        /// <summary>Positions of a tile's row.</summary>
        private const int Across = 16;

        /// <summary>Whether it is worth it: where a pixel is seen by several taps, and channels are few.</summary>
        public static bool IsFor(PhaseKernel kernel, CooperativeMatrix? shape) =>
            shape != null && kernel.UnionTaps > 1 && kernel.UnionTaps <= MaxTaps
            && kernel.Stride * kernel.Stride * kernel.OutChannels <= MaxColumns;

        /// <param name="operation">The convolution.</param>
        /// <param name="step">Its.</param>
        /// <param name="batch">Images.</param>
        /// <param name="shape">Of the matrices.</param>
        /// <param name="device">Where.</param>
        /// <param name="maps">The model's, where the output is their pixels and not a tensor.</param>
        public static Dispatch Dispatch(
            ConvolutionOperation operation, PlanStep step, int batch, CooperativeMatrix shape, DeviceInfo device,
            IReadOnlyList<ModelMap>? maps)
        {
            var product = new ImplicitProduct(operation, step, batch, isMerged: true);
            PhaseKernel kernel = product.Kernel;
            int columns = DivideUp(product.Columns, shape.Columns) * shape.Columns;
            (int down, int depth) = (8, Math.Min(64, DivideUp(kernel.InChannels, shape.Depth) * shape.Depth));
            while (down > 2 && Groups(down) < EnoughGroups)
            {
                down /= 2;
            }

            while (depth > shape.Depth && Bytes() > device.SharedMemoryBytes)
            {
                depth = DivideUp(depth / 2, shape.Depth) * shape.Depth;
            }

            while (down > 1 && Bytes() > device.SharedMemoryBytes)
            {
                down /= 2;
            }

            int subgroups = Math.Min(MaxSubgroups, down * Across / shape.Rows);
            while (subgroups * shape.SubgroupSize > device.MaxWorkgroupInvocations)
            {
                subgroups /= 2;
            }

            int[] constants = new[]
            {
                subgroups * shape.SubgroupSize, 0, 0, 0, 0, down, Across, depth, columns,
                kernel.InChannels % 8 == 0 ? 1 : 0, 0,
                shape.Rows, shape.Columns, shape.Depth, subgroups, kernel.OutChannels, shape.SubgroupSize, MapStarts(maps),
            }.Concat(product.Window).ToArray();
            return product.Dispatch(Shader.ConvolutionWindow, constants, Groups(down), 1, product.Inverses);

            int Groups(int rows) =>
                checked(DivideUp(product.PositionsDown, rows) * DivideUp(product.PositionsAcross, Across) * batch);

            int Bytes()
            {
                int window = (down + product.Taps - 1) * (Across + product.Taps - 1) * ((depth / 8) + 1);
                int weights = product.Taps * product.Taps * depth * columns / 8;
                int sums = down * Across * ((columns / 4) + 1);
                return 16 * Math.Max(window + weights, sums);
            }
        }

        /// <summary>The bits of the channels with which maps begin, and of the one after the last; 0 for none.</summary>
        private static int MapStarts(IReadOnlyList<ModelMap>? maps)
        {
            if (maps == null)
            {
                return 0;
            }

            (int starts, int channel) = (1, 0);
            foreach (ModelMap map in maps)
            {
                channel += map.Channels;
                starts |= 1 << channel;
            }

            return starts;
        }
    }
}
