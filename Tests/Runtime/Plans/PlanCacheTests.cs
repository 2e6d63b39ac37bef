using System;
using System.Collections.Generic;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Tests.Plans
{
    public class PlanCacheTests
    {
        [Test]
        public void Idle_plans_make_room_where_memory_is_short()
        {
            var backend = new SmallBackend(capacity: 2);
            var cache = new PlanCache(new GeneratorGraph(ModelCases.Grid(PaddingMode.Zero)), backend);
            cache.Return(cache.Rent(1, 12, 12));
            IPreparedPlan kept = cache.Rent(1, 24, 12);
            cache.Return(cache.Rent(1, 12, 24));
            Assert.That(backend.Alive, Is.EquivalentTo(new[] { "24×12", "12×24" }), "12×12, which was idle, made room");

            IPreparedPlan second = cache.Rent(1, 12, 24);
            Assert.That(() => cache.Rent(1, 24, 24), Throws.TypeOf<DeviceMemoryException>(), "nobody gives up what is lent");
            Assert.That(backend.Alive, Is.EquivalentTo(new[] { "24×12", "12×24" }));
            cache.Return(second);
            cache.Return(kept);
            cache.Dispose();
            Assert.That(backend.Alive, Is.Empty);
        }

        /// <summary>A device with the memory for so many plans.</summary>
        private sealed class SmallBackend : IBackend
        {
            private readonly int capacity;

            public SmallBackend(int capacity) => this.capacity = capacity;

            public List<string> Alive { get; } = new List<string>();

            public string DeviceName => "small";

            public IPreparedPlan Prepare(GeneratorPlan plan) => Alive.Count < capacity
                ? new Prepared(plan, Alive)
                : throw new DeviceMemoryException("full");

            public void Dispose()
            {
            }
        }

        private sealed class Prepared : IPreparedPlan
        {
            private readonly List<string> alive;

            public Prepared(GeneratorPlan plan, List<string> alive)
            {
                Plan = plan;
                this.alive = alive;
                alive.Add(Name);
            }

            public GeneratorPlan Plan { get; }

            private string Name => $"{Plan.Width}×{Plan.Height}";

            public void Run(ReadOnlySpan<float> latents, ReadOnlySpan<int> classes, Span<byte> pixels)
            {
            }

            public void ReadTensor(PlanTensor tensor, Span<float> destination)
            {
            }

            public void Dispose() => alive.Remove(Name);
        }
    }
}
