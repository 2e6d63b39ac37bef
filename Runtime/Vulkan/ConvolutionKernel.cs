using System;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Vulkan
{
    /// <summary>The host's side of Shaders/convolution.comp: its weights' order, constants and grid.</summary>
    internal static class ConvolutionKernel
    {
        /// <summary>Positions of a row that one invocation makes, at most: one vec4 of the input.</summary>
        private const int MaxPositions = 4;

        /// <summary>Elements of the packed weights.</summary>
        public static long WeightCount(PhaseKernel kernel) =>
            (long)kernel.Stride * kernel.Stride * kernel.Taps * kernel.Taps * kernel.InChannels
            * ChannelTiles(kernel) * Channels(kernel);

        /// <summary>
        /// Sorts weights as the shader reads them: [phase y, channel tile, tap y, in channel, phase x, tap x, channel],
        /// channels beyond the last one being 0.
        /// </summary>
        public static void PackWeights(PhaseKernel kernel, Span<float> packed)
        {
            int stride = kernel.Stride;
            int taps = kernel.Taps;
            int channels = Channels(kernel);
            int index = 0;
            for (int phaseY = 0; phaseY < stride; phaseY++)
            {
                for (int first = 0; first < kernel.OutChannels; first += channels)
                {
                    for (int tapY = 0; tapY < taps; tapY++)
                    {
                        for (int input = 0; input < kernel.InChannels; input++)
                        {
                            for (int column = 0; column < stride * taps; column++)
                            {
                                int phase = (phaseY * stride) + (column / taps);
                                for (int output = first; output < first + channels; output++)
                                {
                                    int source = (((((((phase * kernel.OutChannels) + output) * kernel.InChannels) + input)
                                        * taps) + tapY) * taps) + (column % taps);
                                    packed[index++] = output < kernel.OutChannels ? kernel.Weights[source] : 0f;
                                }
                            }
                        }
                    }
                }
            }
        }

        public static Dispatch Dispatch(ConvolutionOperation operation, PlanStep step, int batch, int localSize)
        {
            PhaseKernel kernel = operation.Kernel;
            ActivationShape input = operation.KernelInput(step.Input.Shape);
            ActivationShape output = operation.KernelOutput(step.Input.Shape);
            int positionsDown = DivideUp(output.Height, kernel.Stride);
            int positionsAcross = DivideUp(output.Width, kernel.Stride);
            int positions = Math.Min(positionsAcross, MaxPositions);
            int tilesAcross = DivideUp(positionsAcross, positions);
            long tiles = (long)tilesAcross * positionsDown * batch;
            bool isAligned = positions == MaxPositions && input.Width % MaxPositions == 0 && positionsAcross <= input.Width;
            var constants = new[]
            {
                localSize, 0, 0, 0, 0,
                Channels(kernel), positions, kernel.Stride, kernel.Taps, PhaseShift(kernel), kernel.Offsets[0],
                operation.Padding == PaddingMode.Circular ? 1 : 0, isAligned ? 1 : 0,
            };
            var sizes = new[]
            {
                input.Channels, input.Height, input.Width, output.Channels, output.Height, output.Width,
                positionsDown, tilesAcross, checked((int)tiles), ChannelTiles(kernel),
            };
            return new Dispatch(operation.Name, Shader.Convolution, constants, sizes)
                .Over(tiles * ChannelTiles(kernel), kernel.Stride);
        }

        /// <summary>
        /// Output channels of one invocation: 32 sums, or 64 with two phases. More would save loads, but CPU drivers then
        /// take up to minutes to compile, for little.
        /// </summary>
        private static int Channels(PhaseKernel kernel) => kernel.OutChannels <= 4 || kernel.Stride > 2 ? 4 : 8;

        private static int ChannelTiles(PhaseKernel kernel) => DivideUp(kernel.OutChannels, Channels(kernel));

        /// <summary>The shader's form of <see cref="PhaseKernel.Offsets"/>: (phase + shift) / stride + first offset.</summary>
        private static int PhaseShift(PhaseKernel kernel)
        {
            int atFirst = Array.FindLastIndex(kernel.Offsets, offset => offset == kernel.Offsets[0]) + 1;
            return kernel.Stride - atFirst;
        }

        private static int DivideUp(int a, int b) => (a + b - 1) / b;
    }
}
