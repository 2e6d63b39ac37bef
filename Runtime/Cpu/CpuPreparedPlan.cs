using System;
using System.Collections.Generic;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Cpu
{
    internal sealed class CpuPreparedPlan : IPreparedPlan
    {
        private readonly IReadOnlyDictionary<Operation, float[]> weights;
        private readonly float[] latents;
        private readonly float[] memory;

        /// <param name="plan">What to run.</param>
        /// <param name="weights">Sorted weights of its convolutions.</param>
        /// <exception cref="OutOfMemoryException">There is not enough memory.</exception>
        public CpuPreparedPlan(GeneratorPlan plan, IReadOnlyDictionary<Operation, float[]> weights)
        {
            this.weights = weights;
            Plan = plan;
            latents = new float[plan.Latent.Count];
            memory = new float[plan.MemoryCount];
        }

        public GeneratorPlan Plan { get; }

        public bool IsRecorded => false;

        public void Run(ReadOnlySpan<float> latents, ReadOnlySpan<int> classes, byte[][] pixels)
        {
            latents.CopyTo(this.latents);
            int[] imageClasses = classes.ToArray();
            try
            {
                foreach (PlanStep step in Plan.Steps)
                {
                    Run(step, imageClasses);
                }
            }
            catch (Exception e) when (e is OutOfMemoryException || e is OverflowException)
            {
                // Steps take memory for rows and borders.
                throw new DeviceMemoryException(Plan);
            }

            CpuPixels.Pack(Plan.Graph.Model.Description.Maps, Find(Plan.Output), Plan.Batch, pixels);
        }

        public void ReadTensor(PlanTensor tensor, Span<float> destination) => Find(tensor).All.CopyTo(destination);

        public void Dispose() { }

        private void Run(PlanStep step, int[] classes)
        {
            CpuTensor input = Find(step.Input);
            CpuTensor output = Find(step.Output);
            CpuTensor? residual = step.Residual == null ? (CpuTensor?)null : Find(step.Residual);
            switch (step.Operation)
            {
                case ConvolutionOperation convolution:
                    CpuConvolution.Run(convolution, weights[convolution], input, output, residual, classes);
                    break;
                case AttentionOperation attention:
                    CpuAttention.Run(attention, input, Find(step.KeysAndValues!), output, residual, classes);
                    break;
                case PointwiseOperation pointwise:
                    ForEachPlane(output, classes.Length, (image, channel) =>
                    {
                        Span<float> plane = output.Plane(image, channel);
                        input.Plane(image, channel).CopyTo(plane);
                        CpuEpilogue.Apply(
                            pointwise.Epilogue!, channel, classes[image], plane,
                            residual == null ? default(ReadOnlySpan<float>) : residual.Value.Plane(image, channel));
                    });
                    break;
                case MaxPoolOperation pool:
                    ForEachPlane(output, classes.Length, (image, channel) => MaxPool(
                        input.Plane(image, pool.FirstChannel + channel), input.Shape.Width,
                        output.Plane(image, channel), output.Shape));
                    break;
                case UpsampleOperation upsample:
                    ForEachPlane(output, classes.Length, (image, channel) => Upsample(
                        input.Plane(image, channel), input.Shape.Width,
                        output.Plane(image, channel), output.Shape.Width, upsample.Scale));
                    break;
                default:
                    throw new InvalidOperationException($"No CPU kernel for {step.Operation.GetType().Name}.");
            }
        }

        private static void ForEachPlane(CpuTensor tensor, int batch, Action<int, int> action)
        {
            int channels = tensor.Shape.Channels;
            ParallelLoop.Run(batch * channels, plane => action(plane / channels, plane % channels));
        }

        private static void MaxPool(ReadOnlySpan<float> input, int inputWidth, Span<float> output, ActivationShape shape)
        {
            for (int i = 0; i < output.Length; i++)
            {
                int first = (i / shape.Width * 2 * inputWidth) + (i % shape.Width * 2);
                output[i] = Math.Max(
                    Math.Max(input[first], input[first + 1]),
                    Math.Max(input[first + inputWidth], input[first + inputWidth + 1]));
            }
        }

        private static void Upsample(
            ReadOnlySpan<float> input, int inputWidth, Span<float> output, int outputWidth, int scale)
        {
            for (int i = 0; i < output.Length; i++)
            {
                output[i] = input[(i / outputWidth / scale * inputWidth) + (i % outputWidth / scale)];
            }
        }

        private CpuTensor Find(PlanTensor tensor) => tensor == Plan.Latent
            ? new CpuTensor(latents, 0, latents.Length, tensor.Shape)
            : new CpuTensor(memory, (int)tensor.Offset, (int)tensor.Count, tensor.Shape);
    }
}
