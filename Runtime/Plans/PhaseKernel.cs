using System;

namespace SagTextures.Plans
{
    /// <summary>
    /// The weights of a <see cref="ConvolutionOperation"/>, sorted by output phase:
    /// [phase y, phase x, out channel, in channel, tap y, tap x].
    /// </summary>
    internal sealed class PhaseKernel
    {
        private PhaseKernel(
            int inChannels, int outChannels, int stride, int taps, int growth, int[] offsets, float[] weights)
        {
            InChannels = inChannels;
            OutChannels = outChannels;
            Stride = stride;
            Taps = taps;
            Growth = growth;
            Offsets = offsets;
            Weights = weights;
        }

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

        public float[] Weights { get; }

        /// <summary>A dense layer, or a 1×1 convolution.</summary>
        /// <param name="inChannels">Inputs.</param>
        /// <param name="outChannels">Outputs.</param>
        /// <param name="weights">[out, in].</param>
        public static PhaseKernel Pointwise(int inChannels, int outChannels, float[] weights) =>
            new PhaseKernel(inChannels, outChannels, 1, 1, 0, new int[1], weights);

        /// <summary>A convolution of stride 1.</summary>
        /// <param name="inChannels">Inputs.</param>
        /// <param name="outChannels">Outputs.</param>
        /// <param name="kernel">Taps along each side.</param>
        /// <param name="padding">Pixels added on each side.</param>
        /// <param name="weights">[out, in, kernel, kernel].</param>
        public static PhaseKernel Convolution(int inChannels, int outChannels, int kernel, int padding, float[] weights) =>
            new PhaseKernel(inChannels, outChannels, 1, kernel, (2 * padding) - kernel + 1, new[] { -padding }, weights);

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
            int inChannels, int outChannels, int kernel, int stride, int padding, float[] weights)
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
                inChannels, outChannels, stride, taps, kernel - stride - (2 * padding), offsets,
                (o, i, py, px, ty, tx) =>
                {
                    int ky = Tap(py, ty);
                    int kx = Tap(px, tx);
                    return ky < kernel && kx < kernel
                        ? weights[(((((i * outChannels) + o) * kernel) + ky) * kernel) + kx]
                        : 0f;
                });
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
        public static PhaseKernel Upsampled(int inChannels, int outChannels, int kernel, int scale, float[] weights)
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
                inChannels, outChannels, scale, taps, 0, offsets,
                (o, i, py, px, ty, tx) =>
                {
                    double sum = 0;
                    for (int ky = 0; ky < kernel; ky++)
                    {
                        for (int kx = 0; kx < kernel; kx++)
                        {
                            if (FloorDivide(py - padding + ky, scale) == offsets[py] + ty
                                && FloorDivide(px - padding + kx, scale) == offsets[px] + tx)
                            {
                                sum += weights[(((((o * inChannels) + i) * kernel) + ky) * kernel) + kx];
                            }
                        }
                    }

                    return (float)sum;
                });
        }

        private static PhaseKernel Sorted(
            int inChannels, int outChannels, int stride, int taps, int growth, int[] offsets,
            Func<int, int, int, int, int, int, float> weight)
        {
            var sorted = new float[checked(stride * stride * outChannels * inChannels * taps * taps)];
            int index = 0;
            for (int py = 0; py < stride; py++)
            {
                for (int px = 0; px < stride; px++)
                {
                    for (int o = 0; o < outChannels; o++)
                    {
                        for (int i = 0; i < inChannels; i++)
                        {
                            for (int ty = 0; ty < taps; ty++)
                            {
                                for (int tx = 0; tx < taps; tx++)
                                {
                                    sorted[index++] = weight(o, i, py, px, ty, tx);
                                }
                            }
                        }
                    }
                }
            }

            return new PhaseKernel(inChannels, outChannels, stride, taps, growth, offsets, sorted);
        }

        private static int FloorDivide(int a, int b) => (a >= 0 ? a : a - b + 1) / b;
    }
}
