using System;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Cpu
{
    /// <summary>
    /// Runs a <see cref="ConvolutionOperation"/>: the input gets its border once, after which no inner loop asks whether it
    /// is outside; then each output channel is computed phase by phase, a row at a time.
    /// </summary>
    internal static class CpuConvolution
    {
        /// <param name="operation">What to compute.</param>
        /// <param name="weights">Its kernel's sorted weights.</param>
        /// <param name="input">What to read.</param>
        /// <param name="output">What to write.</param>
        /// <param name="residual">Added to the output.</param>
        /// <param name="classes">Class of each image.</param>
        public static void Run(
            ConvolutionOperation operation, float[] weights, CpuTensor input, CpuTensor output, CpuTensor? residual, int[] classes)
        {
            PhaseKernel kernel = operation.Kernel;
            input = input.As(operation.KernelInput(input.Shape));
            output = output.As(operation.KernelOutput(input.Shape));
            CpuTensor? sum = residual?.As(output.Shape);
            (int before, int after) = Border(kernel, input.Shape.Height, output.Shape.Height);
            ActivationShape shape = input.Shape;
            var padded = new ActivationShape(
                shape.Channels, before + shape.Height + after, before + shape.Width + after);
            var source = new float[padded.Count];
            for (int image = 0; image < classes.Length; image++)
            {
                Pad(input, image, operation.Padding, before, new CpuTensor(source, 0, source.Length, padded));
                int b = image;
                ParallelLoop.Run(kernel.OutChannels, channel =>
                {
                    Span<float> plane = output.Plane(b, channel);
                    Convolve(
                        kernel, weights, channel, new CpuTensor(source, 0, source.Length, padded), before, plane, output.Shape);
                    CpuEpilogue.Apply(
                        operation.Epilogue!, channel, classes[b], plane,
                        sum == null ? default(ReadOnlySpan<float>) : sum.Value.Plane(b, channel));
                });
            }
        }

        /// <summary>Pixels that taps can reach beyond each side (the same in both directions: images are padded alike).</summary>
        private static (int Before, int After) Border(PhaseKernel kernel, int inSize, int outSize)
        {
            int before = 0;
            int after = 0;
            for (int phase = 0; phase < kernel.Stride; phase++)
            {
                before = Math.Max(before, -kernel.Offsets[phase]);
                int last = Positions(outSize, kernel.Stride, phase) - 1 + kernel.Offsets[phase] + kernel.Taps - 1;
                after = Math.Max(after, last - (inSize - 1));
            }

            return (before, after);
        }

        /// <summary>Outputs of a phase along one side.</summary>
        private static int Positions(int outSize, int stride, int phase) => (outSize - phase + stride - 1) / stride;

        private static void Pad(CpuTensor input, int image, PaddingMode mode, int before, CpuTensor padded)
        {
            int height = input.Shape.Height;
            int width = input.Shape.Width;
            for (int channel = 0; channel < input.Shape.Channels; channel++)
            {
                ReadOnlySpan<float> from = input.Plane(image, channel);
                Span<float> to = padded.Plane(0, channel);
                for (int y = 0; y < padded.Shape.Height; y++)
                {
                    Span<float> row = to.Slice(y * padded.Shape.Width, padded.Shape.Width);
                    int sourceY = y - before;
                    if (mode == PaddingMode.Circular)
                    {
                        ReadOnlySpan<float> sourceRow = from.Slice(Wrap(sourceY, height) * width, width);
                        for (int x = 0; x < row.Length; x++)
                        {
                            row[x] = sourceRow[Wrap(x - before, width)];
                        }
                    }
                    else
                    {
                        row.Clear();
                        if (sourceY >= 0 && sourceY < height)
                        {
                            from.Slice(sourceY * width, width).CopyTo(row.Slice(before));
                        }
                    }
                }
            }
        }

        private static int Wrap(int position, int size) => ((position % size) + size) % size;

        private static void Convolve(
            PhaseKernel kernel, float[] weights, int channel, CpuTensor source, int before, Span<float> plane,
            ActivationShape shape)
        {
            int stride = kernel.Stride;
            int taps = kernel.Taps;
            var sums = new float[Positions(shape.Width, stride, 0)];
            for (int y = 0; y < shape.Height; y++)
            {
                int py = y % stride;
                for (int px = 0; px < stride; px++)
                {
                    Span<float> row = sums.AsSpan(0, Positions(shape.Width, stride, px));
                    row.Clear();
                    int firstY = (y / stride) + kernel.Offsets[py] + before;
                    int firstX = kernel.Offsets[px] + before;
                    int weight = ((((py * stride) + px) * kernel.OutChannels) + channel) * kernel.InChannels * taps * taps;
                    for (int i = 0; i < kernel.InChannels; i++)
                    {
                        ReadOnlySpan<float> from = source.Plane(0, i);
                        for (int tap = 0; tap < taps * taps; tap++)
                        {
                            int start = ((firstY + (tap / taps)) * source.Shape.Width) + firstX + (tap % taps);
                            CpuVector.MultiplyAdd(row, from.Slice(start, row.Length), weights[weight++]);
                        }
                    }

                    for (int x = 0; x < row.Length; x++)
                    {
                        plane[(y * shape.Width) + (x * stride) + px] = row[x];
                    }
                }
            }
        }
    }
}
