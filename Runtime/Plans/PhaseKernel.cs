using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using SagTextures.Models;

namespace SagTextures.Plans
{
    /// <summary>
    /// The weights of a <see cref="ConvolutionOperation"/>, sorted by output phase:
    /// [phase y, phase x, out channel, in channel, tap y, tap x].
    /// </summary>
    internal sealed class PhaseKernel
    {
        private readonly Sorter sort;

        private PhaseKernel(
            int inChannels, int outChannels, int stride, int taps, int growth, int[] offsets, Sorter sort)
        {
            InChannels = inChannels;
            OutChannels = outChannels;
            Stride = stride;
            Taps = taps;
            Growth = growth;
            Offsets = offsets;
            this.sort = sort;
        }

        private delegate void Sorter(ReadOnlySpan<int> outputs, int firstInput, int inputs, Span<float> target);

        public int InChannels { get; }

        public int OutChannels { get; }

        /// <summary>Phases along each side.</summary>
        public int Stride { get; }

        /// <summary>Taps of a phase along each side.</summary>
        public int Taps { get; }

        /// <summary>Output size less stride times input size.</summary>
        public int Growth { get; }

        /// <summary>Where the taps of each phase begin, relative to the input pixel.</summary>
        public int[] Offsets { get; }

        /// <summary>Another form of <see cref="Offsets"/>: (phase + PhaseShift) / Stride + Offsets[0].</summary>
        public int PhaseShift => Stride - 1 - Array.LastIndexOf(Offsets, Offsets[0]);

        /// <summary>The first tap of any phase, relative to the input pixel, but not beyond that pixel.</summary>
        public int LowestOffset => Math.Min(0, Offsets.Min());

        /// <summary>Taps along each side from <see cref="LowestOffset"/> on that hold those of all phases.</summary>
        public int UnionTaps => Offsets.Max() - LowestOffset + Taps;

        /// <summary>
        /// The weights, made anew from the model by every call: a backend packs them in its own way and lets them go.
        /// </summary>
        public float[] SortWeights()
        {
            int length = InChannels * Taps * Taps;
            int phases = Stride * Stride;
            var sorted = new float[checked(phases * OutChannels * length)];
            ParallelLoop.Run(OutChannels, output =>
            {
                var rows = new float[phases * length];
                sort(new[] { output }, 0, InChannels, rows);
                for (int row = 0; row < phases * Taps * Taps; row++)
                {
                    int phase = row / (Taps * Taps);
                    int first = (((phase * OutChannels) + output) * length) + (row % (Taps * Taps));
                    for (int input = 0; input < InChannels; input++)
                    {
                        sorted[first + (input * Taps * Taps)] = rows[(row * InChannels) + input];
                    }
                }
            });
            return sorted;
        }

        /// <summary>
        /// A part of the weights, as a backend packs them: [phase y, phase x, tap y, tap x, in channel, out channel].
        /// </summary>
        /// <param name="outputs">Which out channels.</param>
        /// <param name="firstInput">First of the in channels.</param>
        /// <param name="inputs">How many.</param>
        /// <param name="target">Written.</param>
        public void SortWeights(ReadOnlySpan<int> outputs, int firstInput, int inputs, Span<float> target) =>
            sort(outputs, firstInput, inputs, target);

        /// <summary>A dense layer, or a 1×1 convolution.</summary>
        /// <param name="inChannels">Inputs.</param>
        /// <param name="outChannels">Outputs.</param>
        /// <param name="weights">[out, in].</param>
        public static PhaseKernel Pointwise(int inChannels, int outChannels, ModelTensor weights) =>
            Convolution(inChannels, outChannels, 1, 0, weights);

        /// <summary>A convolution of stride 1.</summary>
        /// <param name="inChannels">Inputs.</param>
        /// <param name="outChannels">Outputs.</param>
        /// <param name="kernel">Taps along each side.</param>
        /// <param name="padding">Pixels added on each side.</param>
        /// <param name="weights">[out, in, kernel, kernel].</param>
        public static PhaseKernel Convolution(int inChannels, int outChannels, int kernel, int padding, ModelTensor weights) =>
            Sorted(
                inChannels, outChannels, kernel, 1, kernel, (2 * padding) - kernel + 1, new[] { -padding }, weights, false,
                (phase, t, k) => t == k);

        /// <summary>
        /// A transposed convolution: input i and tap k meet at output s·i + k − padding, so the output of phase p at
        /// position y sees the taps k ≡ p + padding (mod s), each from its own input.
        /// </summary>
        /// <param name="inChannels">Inputs.</param>
        /// <param name="outChannels">Outputs.</param>
        /// <param name="kernel">Taps along each side.</param>
        /// <param name="stride">Enlargement.</param>
        /// <param name="padding">Pixels cut from each side.</param>
        /// <param name="weights">[in, out, kernel, kernel].</param>
        public static PhaseKernel Transposed(
            int inChannels, int outChannels, int kernel, int stride, int padding, ModelTensor weights)
        {
            int taps = (kernel + stride - 1) / stride;
            var offsets = new int[stride];
            for (int phase = 0; phase < stride; phase++)
            {
                // Tap k = (phase + padding) mod s + s·j reads input y + (phase + padding) div s − j; the largest j first.
                offsets[phase] = ((phase + padding) / stride) - (taps - 1);
            }

            int Tap(int phase, int t) => ((phase + padding) % stride) + (stride * (taps - 1 - t));

            return Sorted(
                inChannels, outChannels, kernel, stride, taps, kernel - stride - (2 * padding), offsets, weights, true,
                (phase, t, k) => Tap(phase, t) == k);
        }

        /// <summary>
        /// Nearest upsampling, then a convolution of stride 1 that keeps the size (kernel = 2·padding + 1): taps that fall on
        /// copies of the same pixel are added up beforehand. For scale 2 and kernel 3 that leaves 4 multiplications of 9.
        /// </summary>
        /// <param name="inChannels">Inputs.</param>
        /// <param name="outChannels">Outputs.</param>
        /// <param name="kernel">Taps along each side, odd.</param>
        /// <param name="scale">Enlargement.</param>
        /// <param name="weights">[out, in, kernel, kernel].</param>
        public static PhaseKernel Upsampled(int inChannels, int outChannels, int kernel, int scale, ModelTensor weights)
        {
            int padding = kernel / 2;
            var offsets = new int[scale];
            int taps = 1;
            for (int phase = 0; phase < scale; phase++)
            {
                offsets[phase] = FloorDivide(phase - padding, scale);
                taps = Math.Max(taps, FloorDivide(phase - padding + kernel - 1, scale) - offsets[phase] + 1);
            }

            return Sorted(
                inChannels, outChannels, kernel, scale, taps, 0, offsets, weights, false,
                (phase, t, k) => FloorDivide(phase - padding + k, scale) == offsets[phase] + t);
        }

        /// <param name="inChannels">Inputs.</param>
        /// <param name="outChannels">Outputs.</param>
        /// <param name="kernel">Taps of the layer along each side.</param>
        /// <param name="stride">Phases.</param>
        /// <param name="taps">Taps of a phase.</param>
        /// <param name="growth">See <see cref="Growth"/>.</param>
        /// <param name="offsets">See <see cref="Offsets"/>.</param>
        /// <param name="weights">The layer's.</param>
        /// <param name="inputsFirst">Whether they are [in, out, …] instead of [out, in, …].</param>
        /// <param name="belongs">Whether a phase's tap has the layer's tap in it (phase, tap, layer's tap), along one side.</param>
        private static PhaseKernel Sorted(
            int inChannels, int outChannels, int kernel, int stride, int taps, int growth, int[] offsets, ModelTensor weights,
            bool inputsFirst, Func<int, int, int, bool> belongs)
        {
            // The layer's taps that add up to each tap of each phase: [phase y, phase x, tap y, tap x].
            var parts = new int[stride * stride * taps * taps][];
            for (int i = 0; i < parts.Length; i++)
            {
                int phaseY = i / (taps * taps * stride);
                int phaseX = i / (taps * taps) % stride;
                var found = new List<int>();
                for (int k = 0; k < kernel * kernel; k++)
                {
                    if (belongs(phaseY, i / taps % taps, k / kernel) && belongs(phaseX, i % taps, k % kernel))
                    {
                        found.Add(k);
                    }
                }

                parts[i] = found.ToArray();
            }

            // Mostly there is nothing to be added, nor converted.
            int[] singles = parts.Where(part => part.Length == 1).Select(part => part[0]).ToArray();
            bool isCopy = singles.Length == parts.Length;
            bool isFloat32 = weights.Type == TensorType.Float32 && BitConverter.IsLittleEndian;
            int area = kernel * kernel;

            unsafe void Sort(ReadOnlySpan<int> outputs, int firstInput, int inputs, Span<float> target)
            {
                ReadOnlySpan<byte> layer = weights.Data.Span;
                Span<float> converted = isFloat32 ? default : new float[area];

                // In the order of the layer's weights, which are read once.
                (int outer, int inner) = inputsFirst ? (inputs, outputs.Length) : (outputs.Length, inputs);
                int row = inputs * outputs.Length;
                fixed (float* start = target.Slice(0, parts.Length * row))
                {
                    for (int i = 0; i < outer; i++)
                    {
                        for (int j = 0; j < inner; j++)
                        {
                            (int input, int output) = inputsFirst ? (i, j) : (j, i);
                            int first = area * (inputsFirst
                                ? ((firstInput + input) * outChannels) + outputs[output]
                                : (outputs[output] * inChannels) + firstInput + input);
                            for (int k = 0; k < converted.Length; k++)
                            {
                                converted[k] = ModelTensor.Element(layer, weights.Type, first + k);
                            }

                            ReadOnlySpan<float> values = isFloat32
                                ? MemoryMarshal.Cast<byte, float>(layer.Slice(first * sizeof(float), area * sizeof(float)))
                                : converted;
                            Add(values, start + (input * outputs.Length) + output, row);
                        }
                    }
                }
            }

            // Values of one in and one out channel.
            unsafe void Add(ReadOnlySpan<float> values, float* target, int step)
            {
                if (isCopy)
                {
                    foreach (int k in singles)
                    {
                        *target = values[k];
                        target += step;
                    }

                    return;
                }

                foreach (int[] part in parts)
                {
                    double sum = 0;
                    foreach (int k in part)
                    {
                        sum += values[k];
                    }

                    *target = (float)sum;
                    target += step;
                }
            }

            return new PhaseKernel(inChannels, outChannels, stride, taps, growth, offsets, Sort);
        }

        private static int FloorDivide(int a, int b) => (a >= 0 ? a : a - b + 1) / b;
    }
}
