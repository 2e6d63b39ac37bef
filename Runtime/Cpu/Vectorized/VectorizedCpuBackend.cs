#if NET
using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>Runs plans on the CPU with vector instructions and several cores.</summary>
    internal sealed class VectorizedCpuBackend : IBackend
    {
        private readonly Dictionary<ConvolutionOperation, VectorizedConvolution> convolutions =
            new Dictionary<ConvolutionOperation, VectorizedConvolution>();

        private readonly WorkerPool pool;

        /// <param name="threads">How many cores to use; null for all.</param>
        public VectorizedCpuBackend(int? threads = null) => pool = new WorkerPool(threads ?? Environment.ProcessorCount);

        public string DeviceName =>
            $"CPU, {RuntimeInformation.ProcessArchitecture}, {pool.Count} {(pool.Count == 1 ? "thread" : "threads")}";

        public int BestBatch => 8;

        /// <summary>Bytes of the packed weights of all plans.</summary>
        public long WeightBytes => convolutions.Values.Sum(convolution => convolution.WeightBytes);

        public IPreparedPlan Prepare(GeneratorPlan plan)
        {
            lock (convolutions)
            {
                try
                {
                    foreach (PlanStep step in plan.Steps)
                    {
                        // Packed weights serve every batch and size; only a dense layer depends on its input's, which is fixed.
                        if (step.Operation is ConvolutionOperation convolution && !convolutions.ContainsKey(convolution))
                        {
                            convolutions.Add(convolution, new VectorizedConvolution(convolution, step.Input.Shape));
                        }
                    }

                    return new VectorizedPreparedPlan(plan, convolutions, pool);
                }
                catch (Exception e) when (e is OutOfMemoryException || e is OverflowException)
                {
                    throw new DeviceMemoryException(plan);
                }
            }
        }

        public void Dispose()
        {
            pool.Dispose();
            foreach (VectorizedConvolution convolution in convolutions.Values)
            {
                convolution.Dispose();
            }
        }
    }
}
#endif
