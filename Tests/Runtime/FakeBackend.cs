using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Plans;

namespace SagTextures.Tests
{
    /// <summary>A backend that computes nothing. What is to happen while it prepares and runs a test says.</summary>
    internal sealed class FakeBackend : IBackend
    {
        private readonly List<GeneratorPlan> alive = new List<GeneratorPlan>();

        public string DeviceName => "fake";

        public int BestBatch { get; set; } = 1;

        /// <summary>Called before a plan is there; may throw.</summary>
        public Action<GeneratorPlan> Preparing { get; set; } = _ => { };

        /// <summary>Called by every run; may throw.</summary>
        public Action<GeneratorPlan> Running { get; set; } = _ => { };

        /// <summary>What a plan says of itself.</summary>
        public Func<GeneratorPlan, bool> IsRecorded { get; set; } = _ => false;

        /// <summary>Plans that were prepared and not disposed of.</summary>
        public IReadOnlyList<GeneratorPlan> Alive
        {
            get
            {
                lock (alive)
                {
                    return alive.ToList();
                }
            }
        }

        public IPreparedPlan Prepare(GeneratorPlan plan)
        {
            Preparing(plan);
            lock (alive)
            {
                alive.Add(plan);
            }

            return new Prepared(this, plan);
        }

        public void Dispose()
        {
        }

        private sealed class Prepared : IPreparedPlan
        {
            private readonly FakeBackend backend;

            public Prepared(FakeBackend backend, GeneratorPlan plan)
            {
                this.backend = backend;
                Plan = plan;
            }

            public GeneratorPlan Plan { get; }

            public bool IsRecorded => backend.IsRecorded(Plan);

            public void Run(ReadOnlySpan<float> latents, ReadOnlySpan<int> classes, byte[][] pixels) => backend.Running(Plan);

            public void ReadTensor(PlanTensor tensor, Span<float> destination)
            {
            }

            public void Dispose()
            {
                lock (backend.alive)
                {
                    backend.alive.Remove(Plan);
                }
            }
        }
    }
}
