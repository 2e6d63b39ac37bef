using System;
using System.Linq;
using SagTextures.Models;
using SagTextures.Plans;
using static SagTextures.Vulkan.Rounding;

namespace SagTextures.Vulkan
{
    /// <summary>The host's side of the convolution shaders: their weights' order, constants and grid.</summary>
    internal static class ConvolutionKernel
    {
        /// <summary>Positions of a row that one invocation makes, at most: one vec4 of the input.</summary>
        private const int MaxPositions = 4;

        /// <summary>Channel tiles that are packed together.</summary>
        private const int PackedTiles = 4;

        /// <summary>Elements of the packed weights.</summary>
        public static long WeightCount(PhaseKernel kernel, KernelChoice choice) =>
            (long)kernel.Stride * kernel.Stride * kernel.Taps * kernel.Taps * PaddedInputs(kernel, choice)
            * ChannelTiles(kernel) * Channels(kernel);

        /// <summary>
        /// Sorts weights as the shaders read them: [phase y, channel tile, tap y, in channel, phase x, tap x, channel],
        /// channels beyond the last one being 0.
        /// </summary>
        public static unsafe void PackWeights(PhaseKernel kernel, KernelChoice choice, Span<float> packed)
        {
            int paddedInputs = PaddedInputs(kernel, choice);
            if (paddedInputs > kernel.InChannels || kernel.OutChannels % Channels(kernel) != 0)
            {
                packed.Clear();
            }

            fixed (float* start = packed)
            {
                float* target = start;
                ParallelLoop.Run(
                    DivideUp(ChannelTiles(kernel), PackedTiles),
                    group => PackTiles(kernel, paddedInputs, group * PackedTiles, target));
            }
        }

        public static Dispatch Dispatch(ConvolutionOperation operation, PlanStep step, int batch, KernelChoice choice)
        {
            PhaseKernel kernel = operation.Kernel;
            ActivationShape input = operation.KernelInput(step.Input.Shape);
            ActivationShape output = operation.KernelOutput(step.Input.Shape);
            int positionsDown = DivideUp(output.Height, kernel.Stride);
            int positionsAcross = DivideUp(output.Width, kernel.Stride);
            int positions = Math.Min(positionsAcross, MaxPositions);
            int tilesAcross = DivideUp(positionsAcross, positions);
            int tiles = checked(tilesAcross * positionsDown * batch);
            int split = Split(choice, tilesAcross * positionsDown);
            int width = choice.Lanes / split;
            bool isAligned = positions == MaxPositions && input.Width % MaxPositions == 0 && positionsAcross <= input.Width;
            bool isWhole = positions * kernel.Stride % 4 == 0 && output.Width == tilesAcross * positions * kernel.Stride;
            bool areNeighbours = positionsAcross == input.Width && width % tilesAcross == 0;
            var constants = new[]
            {
                choice.WorkgroupSize, 0, 0, 0, 0,
                Channels(kernel), positions, kernel.Stride, kernel.Taps, kernel.PhaseShift, kernel.Offsets[0],
                operation.Padding == PaddingMode.Circular ? 1 : 0, isAligned ? 1 : 0, isWhole ? 1 : 0,
                choice.Lanes, Step(kernel, choice), areNeighbours ? 1 : 0, split,
            };
            var sizes = new[]
            {
                input.Channels, input.Height, input.Width, output.Channels, output.Height, output.Width,
                positionsDown, tilesAcross, tiles, ChannelTiles(kernel),
            };
            return new Dispatch(operation.Name, choice.Convolution, constants, sizes)
                .Over((long)DivideUp(tiles, width) * choice.Lanes * ChannelTiles(kernel), kernel.Stride);
        }

        /// <summary>
        /// Some tiles together, so that much is read in a row, and a few in channels at a time, so that what is read stays in the
        /// core's cache until it is written.
        /// </summary>
        private static unsafe void PackTiles(PhaseKernel kernel, int paddedInputs, int firstTile, float* packed)
        {
            const int Inputs = 8;
            int stride = kernel.Stride;
            int taps = kernel.Taps;
            int channels = Channels(kernel);
            int first = firstTile * channels;
            int[] outputs = Enumerable.Range(first, Math.Min(PackedTiles * channels, kernel.OutChannels - first)).ToArray();
            int rows = stride * stride * taps * taps;
            var sorted = new float[rows * Inputs * outputs.Length];
            for (int input = 0; input < kernel.InChannels; input += Inputs)
            {
                int count = Math.Min(Inputs, kernel.InChannels - input);
                kernel.SortWeights(outputs, input, count, sorted);
                for (int row = 0; row < rows; row++)
                {
                    // A row: [phase y, phase x, tap y, tap x].
                    int phaseY = row / (stride * taps * taps);
                    int phaseX = row / (taps * taps) % stride;
                    int tapY = row / taps % taps;
                    for (int o = 0; o < outputs.Length; o += channels)
                    {
                        int tile = firstTile + (o / channels);
                        long line = (((phaseY * ChannelTiles(kernel)) + tile) * (long)taps) + tapY;
                        long column = (((line * paddedInputs) + input) * stride) + phaseX;
                        float* target = packed + (((column * taps) + (row % taps)) * channels);
                        int length = Math.Min(channels, outputs.Length - o);
                        for (int i = 0; i < count; i++, target += stride * taps * channels)
                        {
                            sorted.AsSpan((((row * count) + i) * outputs.Length) + o, length)
                                .CopyTo(new Span<float>(target, length));
                        }
                    }
                }
            }
        }

        /// <summary>
        /// Output channels of one invocation: 32 sums, or 64 with two phases. More would save loads, but CPU drivers then
        /// take up to minutes to compile, for little.
        /// </summary>
        private static int Channels(PhaseKernel kernel) => kernel.OutChannels <= 4 || kernel.Stride > 2 ? 4 : 8;

        private static int ChannelTiles(PhaseKernel kernel) => DivideUp(kernel.OutChannels, Channels(kernel));

        /// <summary>Input channels whose weights are a whole number of loads, one vec4 for each lane.</summary>
        private static int Step(PhaseKernel kernel, KernelChoice choice)
        {
            int step = 1;
            while (step * kernel.Stride * kernel.Taps * Channels(kernel) / 4 % choice.Lanes != 0)
            {
                step++;
            }

            return step;
        }

        private static int PaddedInputs(PhaseKernel kernel, KernelChoice choice) =>
            DivideUp(kernel.InChannels, Step(kernel, choice)) * Step(kernel, choice);

        /// <summary>
        /// Small images have fewer tiles than a subgroup has lanes: then parts of the lanes share the tiles, each with some
        /// of the input channels (split-K).
        /// A batch changes nothing about it, so that a seed's sums are added up in the same order alone and beside others.
        /// </summary>
        private static int Split(KernelChoice choice, int imageTiles)
        {
            int split = 1;
            while (imageTiles <= choice.Lanes / (2 * split) && choice.Lanes % (2 * split) == 0)
            {
                split *= 2;
            }

            return split;
        }
    }
}
