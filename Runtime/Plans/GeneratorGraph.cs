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
    }
}
