#if NET
using System.Runtime.CompilerServices;
using System;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>Operations that only pass over memory, a row of pixels at a time.</summary>
    internal sealed unsafe class RowWork : Work
    {
        private readonly Operation operation;
        private readonly StepTensors tensors;
        private readonly VectorTensor input;
        private readonly VectorTensor output;

        public RowWork(Operation operation, StepTensors tensors)
        {
            this.operation = operation;
            this.tensors = tensors;
            input = tensors.Input;
            output = tensors.Output;
        }

        public override int Items => tensors.Batch * output.Shape.Height;

        public override void Run(int item, float* scratch)
        {
            int image = item / output.Shape.Height;
            int y = item % output.Shape.Height;
            switch (operation)
            {
                case PointwiseOperation pointwise:
                    Apply(pointwise.Epilogue!, image, y);
                    break;
                case MaxPoolOperation pool:
                    MaxPool(pool.FirstChannel, image, y);
                    break;
                case UpsampleOperation upsample:
                    Upsample(upsample.Scale, image, y);
                    break;
                default:
                    throw new InvalidOperationException($"No CPU kernel for {operation.GetType().Name}.");
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Apply(Epilogue epilogue, int image, int y)
        {
            int channels = output.Shape.Channels;
            int row = epilogue.Classes == 1 ? 0 : tensors.Classes[image] * channels;
            long first = (((long)image * output.Shape.Height) + y) * output.Shape.Width;
            fixed (float* scale = &epilogue.Scale[row], shift = &epilogue.Shift[row])
            {
                for (long position = first; position < first + output.Shape.Width; position++)
                {
                    VectorizedEpilogue.Apply(
                        epilogue, scale, shift, input.Pixel(position),
                        tensors.Residual == null ? null : tensors.Residual + (position * channels), output.Pixel(position), channels);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void MaxPool(int firstChannel, int image, int y)
        {
            for (int x = 0; x < output.Shape.Width; x++)
            {
                float* a = input.Pixel((((long)image * input.Shape.Height) + (y * 2)) * input.Shape.Width + (x * 2)) + firstChannel;
                float* b = a + ((long)input.Shape.Width * input.Shape.Channels);
                float* target = output.Pixel((((long)image * output.Shape.Height) + y) * output.Shape.Width + x);
                for (int c = 0; c < output.Shape.Channels; c++)
                {
                    int right = c + input.Shape.Channels;
                    target[c] = Math.Max(Math.Max(a[c], a[right]), Math.Max(b[c], b[right]));
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Upsample(int scale, int image, int y)
        {
            int channels = output.Shape.Channels;
            for (int x = 0; x < output.Shape.Width; x++)
            {
                float* source = input.Pixel((((long)image * input.Shape.Height) + (y / scale)) * input.Shape.Width + (x / scale));
                float* target = output.Pixel((((long)image * output.Shape.Height) + y) * output.Shape.Width + x);
                new ReadOnlySpan<float>(source, channels).CopyTo(new Span<float>(target, channels));
            }
        }
    }
}
#endif
