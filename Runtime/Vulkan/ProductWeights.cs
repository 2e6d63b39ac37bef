using System;
using System.Linq;
using SagTextures.Models;
using SagTextures.Plans;
using static SagTextures.Vulkan.Rounding;

namespace SagTextures.Vulkan
{
    /// <summary>
    /// A convolution's weights as Shaders/convolution_tiles.comp and convolution_matrix.comp read them: [phase, tap, in channel, out
    /// channel], columns beyond the last one being 0. Tiles of every size find theirs in it, so that plans of every size share
    /// them. For convolution_window.comp they are [tap, in channel, phase, out channel], with zeros for the taps that a phase does
    /// not see.
    /// </summary>
    internal static class ProductWeights
    {
        /// <summary>Out channels that are packed together.</summary>
        private const int PackedChannels = 32;

        /// <summary>Elements of the packed weights.</summary>
        public static long Count(PhaseKernel kernel, KernelChoice kernels) =>
            (long)Rows(kernel, kernels) * kernel.InChannels * PaddedColumns(kernel, kernels);

        /// <summary>Sorts them.</summary>
        public static unsafe void Pack(ConvolutionOperation operation, KernelChoice kernels, Span<float> packed)
        {
            PhaseKernel kernel = operation.Kernel;
            if (PaddedColumns(kernel, kernels) > kernel.OutChannels)
            {
                packed.Clear();
            }

            fixed (float* start = packed)
            {
                float* target = start;
                ParallelLoop.Run(
                    DivideUp(kernel.OutChannels, PackedChannels),
                    block => PackBlock(operation, kernels, block * PackedChannels, target));
            }
        }

        /// <summary>A few in channels at a time, as they are sorted in the core's cache.</summary>
        private static unsafe void PackBlock(ConvolutionOperation operation, KernelChoice kernels, int first, float* packed)
        {
            const int Inputs = 16;
            PhaseKernel kernel = operation.Kernel;
            int padded = PaddedColumns(kernel, kernels);
            bool isMerged = WindowConvolution.IsFor(kernel, kernels.MatrixShape);

            // A dense layer's features are an image's elements, in their order.
            bool isSorted = kernels.IsChannelsLast && operation.Reshape != null;
            ActivationShape? image = isSorted
                ? new ActivationShape(operation.ImageChannels, 1, kernel.InChannels / operation.ImageChannels)
                : (ActivationShape?)null;
            int rows = kernel.Stride * kernel.Stride * kernel.Taps * kernel.Taps;
            int[] outputs = Enumerable.Range(first, Math.Min(PackedChannels, kernel.OutChannels - first))
                .Select(output => isSorted ? ChannelsLast.Feature(output, operation.Reshape!.Value) : output).ToArray();
            var sorted = new float[rows * Inputs * outputs.Length];
            for (int input = 0; input < kernel.InChannels; input += Inputs)
            {
                int count = Math.Min(Inputs, kernel.InChannels - input);
                kernel.SortWeights(outputs, input, count, sorted);
                for (int i = 0; i < rows * count; i++)
                {
                    int channel = input + (i % count);
                    int row = i / count;
                    (int targetRow, int column) = isMerged ? Merged(kernel, row) : (row, 0);
                    long place = (targetRow * (long)kernel.InChannels)
                        + (image is { } shape ? ChannelsLast.Place(channel, shape) : channel);
                    sorted.AsSpan(i * outputs.Length, outputs.Length)
                        .CopyTo(new Span<float>(packed + (place * padded) + column + first, outputs.Length));
                }
            }
        }

        /// <summary>Where a tap of a phase, [phase y, phase x, tap y, tap x], is once phases are merged.</summary>
        private static (int Tap, int Column) Merged(PhaseKernel kernel, int row)
        {
            int taps = kernel.Taps;
            int phase = row / (taps * taps);
            int down = Tap(phase / kernel.Stride, row / taps % taps);
            int across = Tap(phase % kernel.Stride, row % taps);
            return ((down * kernel.UnionTaps) + across, phase * kernel.OutChannels);

            int Tap(int along, int tap) => kernel.Offsets[along] - kernel.LowestOffset + tap;
        }

        private static int Rows(PhaseKernel kernel, KernelChoice kernels) => WindowConvolution.IsFor(kernel, kernels.MatrixShape)
            ? kernel.UnionTaps * kernel.UnionTaps
            : kernel.Stride * kernel.Stride * kernel.Taps * kernel.Taps;

        /// <summary>Whole vectors of those that the shader loads.</summary>
        private static int PaddedColumns(PhaseKernel kernel, KernelChoice kernels)
        {
            int columns = WindowConvolution.IsFor(kernel, kernels.MatrixShape)
                ? kernel.Stride * kernel.Stride * kernel.OutChannels
                : kernel.OutChannels;
            int vector = kernels.MatrixShape == null ? 4 : 8;
            return DivideUp(columns, vector) * vector;
        }
    }
}
