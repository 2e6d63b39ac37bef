#if NET
using System;
using System.Collections.Generic;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>A <see cref="ConvolutionOperation"/> with its weights, by the fastest of three methods.</summary>
    internal sealed unsafe class VectorizedConvolution : IDisposable
    {
        /// <summary>Floats of transformed input at a time (8 MB): more would leave the caches before it is read.</summary>
        private const long MaxMapCount = 1 << 21;

        private readonly ConvolutionOperation operation;
        private readonly PackedKernel packed;
        private readonly bool isWinograd;
        private readonly bool isMerged;

        public VectorizedConvolution(ConvolutionOperation operation, ActivationShape input)
        {
            this.operation = operation;
            isWinograd = WinogradConvolution.Suits(operation);
            isMerged = MergedConvolution.Suits(operation);
            packed = new PackedKernel(operation, operation.Reshape == null ? 1 : input.Area, isWinograd, isMerged);
        }

        /// <summary>Bytes of the packed weights.</summary>
        public long WeightBytes => packed.Bytes;

        /// <summary>Floats that <see cref="Works"/> needs for the transformed input.</summary>
        public long MapCount(PlanStep step, int batch) => isWinograd ? Images(step, batch) * MapCount(step) : 0;

        /// <summary>What a run of the step consists of, in order.</summary>
        /// <param name="step">The step.</param>
        /// <param name="tensors">Its tensors.</param>
        /// <param name="maps">Memory for the transformed input.</param>
        /// <param name="threads">How many threads share the work.</param>
        public IEnumerable<Work> Works(PlanStep step, StepTensors tensors, IntPtr maps, int threads)
        {
            if (!isWinograd)
            {
                yield return isMerged
                    ? (Work)new MergedConvolution(operation, packed, tensors)
                    : new DirectConvolution(operation, packed, tensors, threads);
                yield break;
            }

            int images = Images(step, tensors.Batch);
            for (int first = 0; first < tensors.Batch; first += images)
            {
                WinogradMaps transform = Transform(step, tensors, maps, first, Math.Min(images, tensors.Batch - first));
                yield return transform;
                yield return new WinogradConvolution(operation, packed, tensors, transform, threads);
            }
        }

        public void Dispose() => packed.Dispose();

        private WinogradMaps Transform(PlanStep step, StepTensors tensors, IntPtr maps, int first, int images) =>
            new WinogradMaps(
                tensors, operation.Padding, operation.Kernel.LowestOffset, Side(step.Output.Shape.Height), Side(step.Output.Shape.Width),
                (float*)maps, first, images);

        private int Images(PlanStep step, int batch) => (int)Math.Clamp(MaxMapCount / MapCount(step), 1, batch);

        private long MapCount(PlanStep step) => WinogradMaps.Count(
            operation.Kernel.InChannels, Side(step.Output.Shape.Height), Side(step.Output.Shape.Width));

        /// <summary>Pixels along an axis that the tiles of all phases see.</summary>
        private int Side(int outSize) => (2 * WinogradConvolution.Tiles(operation, outSize)) + operation.Kernel.UnionTaps - operation.Kernel.Taps;
    }
}
#endif
