#if NET
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// A convolution with few out channels, such as a generator's last: they would not fill a vector, so a vector holds in
    /// channels of one pixel instead. An item is a row of input positions, with the outputs of all phases there.
    /// </summary>
    internal sealed unsafe class DotConvolution : Work
    {
        private readonly ConvolutionOperation operation;
        private readonly PackedKernel packed;
        private readonly PhaseKernel kernel;
        private readonly StepTensors tensors;
        private readonly VectorTensor from;
        private readonly VectorTensor to;
        private readonly int lowest;
        private readonly int taps;
        private readonly int down;
        private readonly int pitch;

        /// <param name="operation">What to compute.</param>
        /// <param name="packed">Its weights, one out channel a block.</param>
        /// <param name="tensors">On what.</param>
        public DotConvolution(ConvolutionOperation operation, PackedKernel packed, StepTensors tensors)
        {
            this.operation = operation;
            this.packed = packed;
            this.tensors = tensors;
            kernel = operation.Kernel;
            from = tensors.Input;
            to = tensors.Output;
            lowest = kernel.LowestOffset;
            taps = kernel.UnionTaps;
            down = DivideUp(to.Shape.Height, kernel.Stride);
            pitch = (DivideUp(DivideUp(to.Shape.Width, kernel.Stride), DotKernel.Pixels) * DotKernel.Pixels) + taps - 1;
        }

        public override int Items => tensors.Batch * down;

        public override long ScratchCount => ((long)taps * pitch * sizeof(float*) / sizeof(float)) + (DotKernel.Channels * pitch);

        /// <summary>Whether the operation has this form.</summary>
        public static bool Suits(ConvolutionOperation operation) =>
            operation.Reshape == null && operation.Kernel.OutChannels <= 6 && operation.Kernel.InChannels % DotKernel.Lanes == 0;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Run(int item, float* scratch)
        {
            int image = item / down;
            int y = item % down;

            // [tap down, position]: where the channels of each pixel are that any phase sees.
            float** inputs = (float**)scratch;
            for (int tap = 0; tap < taps; tap++)
            {
                for (int x = 0; x < pitch; x++)
                {
                    inputs[(tap * pitch) + x] = from.Pixel(image, y + lowest + tap, x + lowest, operation.Padding, tensors.Zeros);
                }
            }

            for (int phase = 0; phase < kernel.Stride * kernel.Stride; phase++)
            {
                int row = (y * kernel.Stride) + (phase / kernel.Stride);
                if (row < to.Shape.Height)
                {
                    int offset = ((kernel.Offsets[phase / kernel.Stride] - lowest) * pitch) + kernel.Offsets[phase % kernel.Stride] - lowest;
                    Multiply(phase, image, row, inputs + offset, (float*)(inputs + (taps * pitch)));
                }
            }
        }

        /// <summary>A phase's outputs of a row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Multiply(int phase, int image, int row, float** inputs, float* sums)
        {
            int column = phase % kernel.Stride;
            int count = DivideUp(to.Shape.Width - column, kernel.Stride);
            long first = (((((long)image * to.Shape.Height) + row) * to.Shape.Width) + column) * kernel.OutChannels;
            int @class = tensors.Classes[image];
            for (int channel = 0; channel < kernel.OutChannels; channel += DotKernel.Channels)
            {
                int channels = Math.Min(DotKernel.Channels, kernel.OutChannels - channel);
                for (int i = 0; i < count; i += DotKernel.Pixels)
                {
                    DotKernel.Multiply(
                        inputs + i, pitch, kernel.Taps, kernel.InChannels, packed.Weights(phase, channel), channels, sums + i, pitch);
                }

                for (int c = 0; c < channels; c++)
                {
                    Store(channel + c, @class, sums + (c * pitch), count, first + channel + c);
                }
            }
        }

        /// <summary>An out channel's values of a row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Store(int channel, int @class, float* sums, int count, long target)
        {
            var epilogue = new EpilogueOfEight(
                operation.Epilogue!, Vector256.Create(*packed.Scale(@class, channel)), Vector256.Create(*packed.Shift(@class, channel)));
            for (int i = 0; i < count; i += 8)
            {
                epilogue.Apply(Vector256.Load(sums + i)).Store(sums + i);
            }

            for (int i = 0; i < count; i++, target += kernel.Stride * kernel.OutChannels)
            {
                to.Data[target] = tensors.Residual == null ? sums[i] : sums[i] + tensors.Residual[target];
            }
        }
    }
}
#endif
