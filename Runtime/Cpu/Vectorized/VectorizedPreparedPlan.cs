#if NET
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>A plan as a list of <see cref="Work"/>; a run allocates nothing.</summary>
    internal sealed unsafe class VectorizedPreparedPlan : IPreparedPlan
    {
        private readonly WorkerPool pool;
        private readonly Work[][] works;
        private readonly VectorizedPixels packing;
        private readonly int[] classes;
        private readonly AlignedBuffer latents;
        private readonly AlignedBuffer memory;
        private readonly AlignedBuffer zeros;
        private readonly AlignedBuffer packed;
        private bool isDisposed;

        /// <exception cref="OutOfMemoryException">There is not enough memory.</exception>
        public VectorizedPreparedPlan(
            GeneratorPlan plan, IReadOnlyDictionary<ConvolutionOperation, VectorizedConvolution> convolutions, WorkerPool pool)
        {
            Plan = plan;
            this.pool = pool;
            classes = new int[plan.Batch];
            using var undo = new Undo();
            latents = undo.Add(new AlignedBuffer(plan.Latent.Count));
            memory = undo.Add(new AlignedBuffer(plan.MemoryCount));
            zeros = undo.Add(new AlignedBuffer(plan.Steps.Max(step => step.Input.Shape.Channels)));
            packed = undo.Add(new AlignedBuffer(plan.Steps.Max(step => step.Operation is AttentionOperation attention
                ? AttentionPacking.Count(attention, step.KeysAndValues!.Shape) : 0)));
            works = plan.Steps.Select(step => Works(step, convolutions).ToArray()).ToArray();
            packing = new VectorizedPixels(plan.Graph.Model.Description.Maps, Find(plan.Output), plan.Batch);
            pool.Reserve(works.SelectMany(step => step).Append(packing).Max(work => work.ScratchCount));
            undo.Clear();
        }

        public GeneratorPlan Plan { get; }

        public bool IsRecorded => false;

        /// <summary>Time of each step, and of packing the pixels, of the last run; only measured where it is set.</summary>
        public double[]? Milliseconds { get; set; }

        public void Run(ReadOnlySpan<float> latents, ReadOnlySpan<int> classes, byte[][] pixels)
        {
            ThrowIfDisposed();
            classes.CopyTo(this.classes);
            ActivationShape shape = Plan.Latent.Shape;
            for (int i = 0; i < latents.Length; i++)
            {
                this.latents.Data[LastIndex(i, shape)] = latents[i];
            }

            for (int step = 0; step < works.Length; step++)
            {
                long start = Stopwatch.GetTimestamp();
                foreach (Work work in works[step])
                {
                    pool.Run(work);
                }

                Measure(step, start);
            }

            long packStart = Stopwatch.GetTimestamp();
            packing.Targets = pixels;
            pool.Run(packing);

            // The caller's alone from now on.
            packing.Targets = Array.Empty<byte[]>();
            Measure(works.Length, packStart);
        }

        public void ReadTensor(PlanTensor tensor, Span<float> destination)
        {
            ThrowIfDisposed();
            float* data = Find(tensor).Data;
            for (int i = 0; i < destination.Length; i++)
            {
                destination[i] = data[LastIndex(i, tensor.Shape)];
            }
        }

        public void Dispose()
        {
            isDisposed = true;
            latents.Dispose();
            memory.Dispose();
            zeros.Dispose();
            packed.Dispose();
        }

        /// <summary>Index with the channel last of what is element i with the channel first.</summary>
        private static long LastIndex(int i, ActivationShape shape)
        {
            int image = i / shape.Count;
            int channel = i / shape.Area % shape.Channels;
            return (((long)image * shape.Area) + (i % shape.Area)) * shape.Channels + channel;
        }

        private IEnumerable<Work> Works(
            PlanStep step, IReadOnlyDictionary<ConvolutionOperation, VectorizedConvolution> convolutions)
        {
            float* residual = step.Residual == null ? null : Find(step.Residual).Data;
            var tensors = new StepTensors(Find(step.Input), Find(step.Output), residual, classes, zeros.Data);
            return step.Operation switch
            {
                ConvolutionOperation convolution =>
                    new[] { convolutions[convolution].CreateWork(tensors, pool.Count) },
                AttentionOperation attention =>
                    VectorizedAttention.Works(attention, tensors, Find(step.KeysAndValues!), (IntPtr)packed.Data),
                _ => new Work[] { new RowWork(step.Operation, tensors) },
            };
        }

        private void Measure(int step, long start)
        {
            if (Milliseconds != null)
            {
                Milliseconds[step] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        private VectorTensor Find(PlanTensor tensor) =>
            new VectorTensor(tensor == Plan.Latent ? latents.Data : memory.Data + tensor.Offset, tensor.Shape);

        private void ThrowIfDisposed()
        {
            if (isDisposed)
            {
                throw new ObjectDisposedException(nameof(VectorizedPreparedPlan));
            }
        }
    }
}
#endif
