#if NET
using System.Collections.Generic;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>Runs plans on the CPU with vector instructions and all cores.</summary>
    internal sealed class VectorizedCpuBackend : IBackend
    {
        private readonly Dictionary<ConvolutionOperation, VectorizedConvolution> convolutions =
            new Dictionary<ConvolutionOperation, VectorizedConvolution>();

        public string DeviceName => "CPU";

        public IPreparedPlan Prepare(GeneratorPlan plan)
        {
            lock (convolutions)
            {
                foreach (PlanStep step in plan.Steps)
                {
                    // Packed weights serve every batch and size; only a dense layer depends on its input's, which is fixed.
                    if (step.Operation is ConvolutionOperation convolution && !convolutions.ContainsKey(convolution))
                    {
                        convolutions.Add(convolution, new VectorizedConvolution(convolution, step.Input.Shape));
                    }
                }

                return new VectorizedPreparedPlan(plan, new Dictionary<ConvolutionOperation, VectorizedConvolution>(convolutions));
            }
        }

        public void Dispose() { }
    }
}
#endif
