using System;
using System.Threading.Tasks;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Vulkan
{
    /// <summary>The host's side of the convolution shaders: their weights' order, constants and grid.</summary>
    internal static class ConvolutionKernel
    {
        /// <summary>Positions of a row that one invocation makes, at most: one vec4 of the input.</summary>
        private const int MaxPositions = 4;

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
                Parallel.For(0, ChannelTiles(kernel), tile => PackTile(kernel, paddedInputs, tile, target));
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
            int split = Split(choice, tiles);
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

        /// <summary>A few in channels at a time: what is read of the model then stays in the core's cache until it is written.</summary>
        private static unsafe void PackTile(PhaseKernel kernel, int paddedInputs, int tile, float* packed)
        {
            const int Inputs = 16;
            int stride = kernel.Stride;
            int taps = kernel.Taps;
            int channels = Channels(kernel);
            int first = tile * channels;
            int outputs = Math.Min(channels, kernel.OutChannels - first);
            int rowLength = stride * stride * Inputs * taps * taps;
            var sorted = new float[outputs * rowLength];
            for (int input = 0; input < kernel.InChannels; input += Inputs)
            {
                int count = Math.Min(Inputs, kernel.InChannels - input);
                for (int o = 0; o < outputs; o++)
                {
                    kernel.SortWeights(first + o, input, count, sorted.AsSpan(o * rowLength, rowLength));
                }

                for (int row = 0; row < stride * stride * count * taps; row++)
                {
                    // A row of taps: [phase y, phase x, in channel, tap y].
                    int phase = row / (count * taps);
                    long block = ((((phase / stride * ChannelTiles(kernel)) + tile) * taps) + (row % taps)) * (long)paddedInputs;
                    long column = ((block + input + (row / taps % count)) * stride) + (phase % stride);
                    float* target = packed + (column * taps * channels);
                    fixed (float* source = &sorted[row * taps])
                    {
                        for (int i = 0; i < taps; i++, target += channels)
                        {
                            for (int o = 0; o < outputs; o++)
                            {
                                target[o] = source[(o * rowLength) + i];
                            }
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
        /// </summary>
        private static int Split(KernelChoice choice, int tiles)
        {
            int split = 1;
            while (tiles <= choice.Lanes / (2 * split) && choice.Lanes % (2 * split) == 0)
            {
                split *= 2;
            }

            return split;
        }

        private static int DivideUp(int a, int b) => (a + b - 1) / b;
    }
}
