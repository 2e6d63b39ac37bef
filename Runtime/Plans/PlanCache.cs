using System;
using System.Collections.Generic;

namespace SagTextures.Plans
{
    /// <summary>
    /// Lends prepared plans and keeps the ones used last, so that the same batch and size need no preparation again. One
    /// that is lent belongs to its borrower; for a second one at the same time there is a second plan. From any thread.
    /// </summary>
    internal sealed class PlanCache : IDisposable
    {
        /// <summary>A game asks for few sizes; each plan holds the memory of its activations.</summary>
        private const int Capacity = 4;

        private readonly object gate = new object();

        /// <summary>Those that nobody has, the one used last in front.</summary>
        private readonly List<IPreparedPlan> idle = new List<IPreparedPlan>();

        private readonly GeneratorGraph graph;
        private readonly IBackend backend;

        /// <summary>Those that somebody has or waits for.</summary>
        private int lent;

        public PlanCache(GeneratorGraph graph, IBackend backend)
        {
            this.graph = graph;
            this.backend = backend;
        }

        /// <summary>To be given back by <see cref="Return"/>. Nobody waits while a plan is prepared for another.</summary>
        /// <param name="batch">Textures at once.</param>
        /// <param name="width">Pixels.</param>
        /// <param name="height">Pixels.</param>
        /// <param name="toRecord">
        /// Whether it is to be recorded and not to run: recordings share memory, which a run must have to itself.
        /// </param>
        /// <exception cref="DeviceException">The device refuses, or has not enough memory.</exception>
        public IPreparedPlan Rent(int batch, int width, int height, bool toRecord = false)
        {
            lock (gate)
            {
                lent++;
                IPreparedPlan? plan = toRecord ? TakeIdle(batch, width, height, isRecorded: true) : null;
                plan ??= TakeIdle(batch, width, height, isRecorded: false);
                if (plan != null)
                {
                    return plan;
                }

                while (idle.Count + lent > Capacity && DropOldest())
                {
                }
            }

            try
            {
                return Prepare(new GeneratorPlan(graph, batch, width, height));
            }
            catch
            {
                lock (gate)
                {
                    lent--;
                }

                throw;
            }
        }

        /// <param name="plan">That was lent.</param>
        /// <param name="isSound">Else it is not kept: where a run failed for want of memory, the next one can use its.</param>
        public void Return(IPreparedPlan plan, bool isSound = true)
        {
            if (!isSound)
            {
                plan.Dispose();
            }

            lock (gate)
            {
                lent--;
                if (isSound)
                {
                    idle.Insert(0, plan);
                }
            }
        }

        /// <summary>When all have been given back.</summary>
        public void Dispose()
        {
            idle.ForEach(plan => plan.Dispose());
            idle.Clear();
        }

        private IPreparedPlan? TakeIdle(int batch, int width, int height, bool isRecorded)
        {
            for (int i = 0; i < idle.Count; i++)
            {
                IPreparedPlan plan = idle[i];
                if (plan.Plan.Batch == batch && plan.Plan.Width == width && plan.Plan.Height == height
                    && plan.IsRecorded == isRecorded)
                {
                    idle.RemoveAt(i);
                    return plan;
                }
            }

            return null;
        }

        /// <summary>What is idle makes room where memory is short.</summary>
        private IPreparedPlan Prepare(GeneratorPlan plan)
        {
            while (true)
            {
                try
                {
                    return backend.Prepare(plan);
                }
                catch (DeviceMemoryException)
                {
                    lock (gate)
                    {
                        if (!DropOldest())
                        {
                            throw;
                        }
                    }
                }
            }
        }

        /// <returns>Whether there was one.</returns>
        private bool DropOldest()
        {
            if (idle.Count == 0)
            {
                return false;
            }

            idle[idle.Count - 1].Dispose();
            idle.RemoveAt(idle.Count - 1);
            return true;
        }
    }
}
