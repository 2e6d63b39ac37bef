#if NET
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    internal sealed unsafe class VectorizedPreparedPlan : IPreparedPlan
    {
        private readonly IReadOnlyDictionary<ConvolutionOperation, VectorizedConvolution> convolutions;
        private readonly int[] classes;
        private float* latents;
        private float* memory;

        public VectorizedPreparedPlan(
            GeneratorPlan plan, IReadOnlyDictionary<ConvolutionOperation, VectorizedConvolution> convolutions)
        {
            Plan = plan;
            this.convolutions = convolutions;
            classes = new int[plan.Batch];
            try
            {
                latents = Allocate(plan.Latent.Count);
                memory = Allocate(plan.MemoryCount);
            }
            catch (OutOfMemoryException)
            {
                Dispose();
                throw new DeviceMemoryException(
                    $"There is not enough memory for {plan.Batch} textures of {plan.Width}×{plan.Height} at once " +
                    $"({plan.MemoryCount * 4 >> 20} MB); make smaller or fewer ones.");
            }
        }

        ~VectorizedPreparedPlan() => Free();

        public GeneratorPlan Plan { get; }

        public void Run(ReadOnlySpan<float> latents, ReadOnlySpan<int> classes, Span<byte> pixels)
        {
            classes.CopyTo(this.classes);
            ActivationShape shape = Plan.Latent.Shape;
            for (int i = 0; i < latents.Length; i++)
            {
                this.latents[LastIndex(i, shape)] = latents[i];
            }

            foreach (PlanStep step in Plan.Steps)
            {
                Run(step);
            }

            VectorTensor output = Find(Plan.Output);
            fixed (byte* target = pixels)
            {
                VectorizedPixels.Pack(Plan.Graph.Model.Description.Maps, output, Plan.Batch, target);
            }
        }

        public void ReadTensor(PlanTensor tensor, Span<float> destination)
        {
            float* data = Find(tensor).Data;
            for (int i = 0; i < destination.Length; i++)
            {
                destination[i] = data[LastIndex(i, tensor.Shape)];
            }
        }

        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        /// <summary>Index with the channel last of what is element i with the channel first.</summary>
        private static long LastIndex(int i, ActivationShape shape)
        {
            int image = i / shape.Count;
            int channel = i / shape.Area % shape.Channels;
            return (((long)image * shape.Area) + (i % shape.Area)) * shape.Channels + channel;
        }

        private void Run(PlanStep step)
        {
            VectorTensor input = Find(step.Input);
            VectorTensor output = Find(step.Output);
            VectorTensor? residual = step.Residual == null ? (VectorTensor?)null : Find(step.Residual);
            switch (step.Operation)
            {
                case ConvolutionOperation convolution:
                    convolutions[convolution].Run(input, output, residual, classes);
                    break;
                case AttentionOperation attention:
                    VectorizedAttention.Run(attention, input, Find(step.KeysAndValues!), output, residual, classes);
                    break;
                case PointwiseOperation pointwise:
                    RunPointwise(pointwise.Epilogue!, input, output, residual);
                    break;
                case MaxPoolOperation pool:
                    ForEachRow(output, (image, y) => MaxPool(pool.FirstChannel, input, output, image, y));
                    break;
                case UpsampleOperation upsample:
                    ForEachRow(output, (image, y) => Upsample(upsample.Scale, input, output, image, y));
                    break;
                default:
                    throw new InvalidOperationException($"No CPU kernel for {step.Operation.GetType().Name}.");
            }
        }

        private void RunPointwise(Epilogue epilogue, VectorTensor input, VectorTensor output, VectorTensor? residual)
        {
            int channels = output.Shape.Channels;
            ForEachRow(output, (image, y) =>
            {
                int row = epilogue.Classes == 1 ? 0 : classes[image] * channels;
                long first = (((long)image * output.Shape.Height) + y) * output.Shape.Width;
                fixed (float* scale = &epilogue.Scale[row], shift = &epilogue.Shift[row])
                {
                    for (long position = first; position < first + output.Shape.Width; position++)
                    {
                        VectorizedEpilogue.Apply(
                            epilogue, scale, shift, input.Pixel(position),
                            residual == null ? null : residual.Value.Pixel(position), output.Pixel(position), channels);
                    }
                }
            });
        }

        private static void MaxPool(int firstChannel, VectorTensor input, VectorTensor output, int image, int y)
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

        private static void Upsample(int scale, VectorTensor input, VectorTensor output, int image, int y)
        {
            int channels = output.Shape.Channels;
            for (int x = 0; x < output.Shape.Width; x++)
            {
                float* source = input.Pixel((((long)image * input.Shape.Height) + (y / scale)) * input.Shape.Width + (x / scale));
                float* target = output.Pixel((((long)image * output.Shape.Height) + y) * output.Shape.Width + x);
                new ReadOnlySpan<float>(source, channels).CopyTo(new Span<float>(target, channels));
            }
        }

        private void ForEachRow(VectorTensor tensor, Action<int, int> action)
        {
            int height = tensor.Shape.Height;
            Parallel.For(0, classes.Length * height, row => action(row / height, row % height));
        }

        private VectorTensor Find(PlanTensor tensor)
        {
            if (memory == null)
            {
                throw new ObjectDisposedException(nameof(VectorizedPreparedPlan));
            }

            return new VectorTensor(tensor == Plan.Latent ? latents : memory + tensor.Offset, tensor.Shape);
        }

        private static float* Allocate(long count) => (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), 64);

        private void Free()
        {
            NativeMemory.AlignedFree(latents);
            NativeMemory.AlignedFree(memory);
            latents = null;
            memory = null;
        }
    }
}
#endif
