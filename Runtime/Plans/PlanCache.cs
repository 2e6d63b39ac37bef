using System;
using System.Collections.Generic;

namespace SagTextures.Plans
{
    /// <summary>Keeps the plans used last, so that the same batch and size need no preparation again.</summary>
    internal sealed class PlanCache : IDisposable
    {
        /// <summary>A game asks for few sizes; each plan holds the memory of its activations.</summary>
        private const int Capacity = 4;

        private readonly LinkedList<IPreparedPlan> recent = new LinkedList<IPreparedPlan>();
        private readonly GeneratorGraph graph;
        private readonly IBackend backend;

        public PlanCache(GeneratorGraph graph, IBackend backend)
        {
            this.graph = graph;
            this.backend = backend;
        }

        public IPreparedPlan Get(int batch, int width, int height)
        {
            for (LinkedListNode<IPreparedPlan>? node = recent.First; node != null; node = node.Next)
            {
                GeneratorPlan plan = node.Value.Plan;
                if (plan.Batch == batch && plan.Width == width && plan.Height == height)
                {
                    recent.Remove(node);
                    recent.AddFirst(node);
                    return node.Value;
                }
            }

            while (recent.Count >= Capacity)
            {
                recent.Last!.Value.Dispose();
                recent.RemoveLast();
            }

            IPreparedPlan prepared = backend.Prepare(new GeneratorPlan(graph, batch, width, height));
            recent.AddFirst(prepared);
            return prepared;
        }

        public void Dispose()
        {
            foreach (IPreparedPlan plan in recent)
            {
                plan.Dispose();
            }

            recent.Clear();
        }
    }
}
