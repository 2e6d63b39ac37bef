using System.Collections.Generic;
using SagTextures.Models;

namespace SagTextures.Plans
{
    /// <summary>A model as fused operations. Made once a model; a <see cref="GeneratorPlan"/> gives it sizes.</summary>
    internal sealed class GeneratorGraph
    {
        public GeneratorGraph(GeneratorModel model)
        {
            Model = model;
            Operations = GraphBuilder.Build(model);
        }

        public GeneratorModel Model { get; }

        public IReadOnlyList<Operation> Operations { get; }

        /// <summary>
        /// Lets go of the convolutions' weights once a backend has a copy of its own; no other backend can prepare plans of
        /// this graph then.
        /// </summary>
        public void ReleaseWeights()
        {
            foreach (Operation operation in Operations)
            {
                (operation as ConvolutionOperation)?.Kernel.ReleaseWeights();
            }
        }
    }
}
