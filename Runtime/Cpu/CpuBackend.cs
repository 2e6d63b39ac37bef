using System;
using System.Collections.Generic;
using SagTextures.Plans;

namespace SagTextures.Cpu
{
    /// <summary>
    /// Runs plans on the CPU in plain loops: the reference that shaders and the vectorized backend are measured against, and
    /// the way out without Vulkan where .NET's vector types are not to be had (netstandard2.1).
    /// </summary>
    internal sealed class CpuBackend : IBackend
    {
        private readonly Dictionary<Operation, float[]> weights = new Dictionary<Operation, float[]>();

        public string DeviceName => "CPU";

        public int BestBatch => 8;

        public IPreparedPlan Prepare(GeneratorPlan plan)
        {
            lock (weights)
            {
                try
                {
                    foreach (PlanStep step in plan.Steps)
                    {
                        if (step.Operation is ConvolutionOperation convolution && !weights.ContainsKey(convolution))
                        {
                            weights.Add(convolution, convolution.Kernel.SortWeights());
                        }
                    }

                    return new CpuPreparedPlan(plan, new Dictionary<Operation, float[]>(weights));
                }
                catch (Exception e) when (e is OutOfMemoryException || e is OverflowException)
                {
                    throw new DeviceMemoryException(plan);
                }
            }
        }

        public void Dispose() { }
    }
}
