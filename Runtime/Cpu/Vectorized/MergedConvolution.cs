#if NET
using System;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// A convolution with few out channels, such as a generator's last: those of all phases together fill a vector, over the
    /// union of the phases' taps. Weights of taps that a phase has not are zeros.
    /// An item is a row of input positions.
    /// </summary>
    internal sealed unsafe class MergedConvolution : Work
    {
        /// <summary>Positions computed together, a multiple of every tile's rows.</summary>
        private const int Group = 3 * RowKernel.Rows;

        private readonly ConvolutionOperation operation;
        private readonly PackedKernel packed;
        private readonly PhaseKernel kernel;
        private readonly StepTensors tensors;
        private readonly VectorTensor from;
        private readonly VectorTensor to;
        private readonly int lowest;
        private readonly int taps;
        private readonly int across;

        /// <param name="operation">What to compute.</param>
        /// <param name="packed">Its weights, phases merged.</param>
        /// <param name="tensors">On what.</param>
        public MergedConvolution(ConvolutionOperation operation, PackedKernel packed, StepTensors tensors)
        {
            this.operation = operation;
            this.packed = packed;
            this.tensors = tensors;
            kernel = operation.Kernel;
            from = tensors.Input;
            to = tensors.Output;
            lowest = kernel.LowestOffset;
            taps = kernel.UnionTaps;
            across = DivideUp(to.Shape.Width, kernel.Stride);
        }

        public override int Items => tensors.Batch * DivideUp(to.Shape.Height, kernel.Stride);

        public override long ScratchCount => Group * packed.BlockSize;

        /// <summary>Whether the operation has this form.</summary>
        public static bool Suits(ConvolutionOperation operation) =>
            operation.Kernel.Stride > 1 && operation.Reshape == null && operation.Residual < 0
            && operation.Kernel.Stride * operation.Kernel.Stride * operation.Kernel.OutChannels <= 16;

        public override void Run(int item, float* sums)
        {
            int down = DivideUp(to.Shape.Height, kernel.Stride);
            int image = item / down;
            int y = item % down;
            int @class = tensors.Classes[image];
            float** rows = stackalloc float*[taps * taps * Group];
            for (int x = 0; x < across; x += Group)
            {
                int count = Math.Min(Group, across - x);
                for (int i = 0; i < taps * taps * Group; i++)
                {
                    int tap = i / Group;
                    int column = Math.Min(x + (i % Group), across - 1);
                    rows[i] = from.Pixel(
                        image, y + lowest + (tap / taps), column + lowest + (tap % taps), operation.Padding, tensors.Zeros);
                }

                RowKernel.Multiply(
                    packed.BlockSize, count, rows, Group, taps * taps, 0, kernel.InChannels, packed.Weights(0, 0), sums,
                    packed.BlockSize, isFirst: true);
                for (int i = 0; i < count; i++)
                {
                    float* values = sums + (i * packed.BlockSize);
                    VectorizedEpilogue.Apply(
                        operation.Epilogue!, packed.Scale(@class, 0), packed.Shift(@class, 0), values, null, values,
                        packed.BlockSize);
                    Scatter(image, y, x + i, values);
                }
            }
        }

        /// <summary>values: [phase y, phase x, channel].</summary>
        private void Scatter(int image, int y, int x, float* values)
        {
            for (int py = 0; py < kernel.Stride; py++)
            {
                int row = (y * kernel.Stride) + py;
                for (int px = 0; px < kernel.Stride; px++, values += kernel.OutChannels)
                {
                    int column = (x * kernel.Stride) + px;
                    if (row < to.Shape.Height && column < to.Shape.Width)
                    {
                        float* target = to.Pixel((((long)image * to.Shape.Height) + row) * to.Shape.Width + column);
                        for (int c = 0; c < kernel.OutChannels; c++)
                        {
                            target[c] = values[c];
                        }
                    }
                }
            }
        }
    }
}
#endif
