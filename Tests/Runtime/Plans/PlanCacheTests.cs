using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Tests.Plans
{
    public class PlanCacheTests
    {
        private readonly GeneratorGraph graph = new GeneratorGraph(ModelCases.Grid(PaddingMode.Zero));

        [Test]
        public void Idle_plans_make_room_where_memory_is_short()
        {
            var backend = new FakeBackend();
            backend.Preparing = _ =>
            {
                if (backend.Alive.Count == 2)
                {
                    throw new DeviceMemoryException("full");
                }
            };
            var cache = new PlanCache(graph, backend);
            cache.Return(cache.Rent(1, 12, 12));
            IPreparedPlan kept = cache.Rent(1, 24, 12);
            cache.Return(cache.Rent(1, 12, 24));
            Assert.That(Alive(backend), Is.EquivalentTo(new[] { "24×12", "12×24" }), "12×12, which was idle, made room");

            IPreparedPlan second = cache.Rent(1, 12, 24);
            Assert.That(() => cache.Rent(1, 24, 24), Throws.TypeOf<DeviceMemoryException>(), "nobody gives up what is lent");
            Assert.That(Alive(backend), Is.EquivalentTo(new[] { "24×12", "12×24" }));
            cache.Return(second);
            cache.Return(kept);
            cache.Dispose();
            Assert.That(backend.Alive, Is.Empty);
        }

        [Test]
        public void What_is_recorded_is_lent_for_recordings_alone()
        {
            var backend = new FakeBackend();
            using var cache = new PlanCache(graph, backend);
            IPreparedPlan recorded = cache.Rent(1, 12, 12, toRecord: true);
            cache.Return(recorded);
            backend.IsRecorded = plan => plan == recorded.Plan;
            IPreparedPlan running = cache.Rent(1, 12, 12);
            Assert.That(running, Is.Not.SameAs(recorded));
            cache.Return(running);
            Assert.That(cache.Rent(1, 12, 12, toRecord: true), Is.SameAs(recorded), "recordings share one plan's memory");
            cache.Return(recorded);
            backend.IsRecorded = _ => false;
            Assert.That(cache.Rent(1, 12, 12), Is.SameAs(recorded), "it is not lost for runs");
            cache.Return(recorded);
        }

        [Test]
        public void A_slow_preparation_holds_up_nobody_else()
        {
            using var isPreparing = new ManualResetEventSlim();
            using var mayGoOn = new ManualResetEventSlim();
            var backend = new FakeBackend();
            using var cache = new PlanCache(graph, backend);
            cache.Return(cache.Rent(1, 12, 12));
            backend.Preparing = plan =>
            {
                if (plan.Width == 24)
                {
                    isPreparing.Set();
                    mayGoOn.Wait();
                }
            };
            Task<IPreparedPlan> slow = Task.Run(() => cache.Rent(1, 24, 12));
            isPreparing.Wait();
            Task others = Task.Run(() =>
            {
                cache.Return(cache.Rent(1, 12, 12));
                cache.Return(cache.Rent(1, 12, 24));
            });
            bool wentOn = others.Wait(TimeSpan.FromSeconds(10));
            mayGoOn.Set();
            cache.Return(slow.Result);
            others.Wait();
            Assert.That(wentOn, Is.True);
            Assert.That(Alive(backend), Is.EquivalentTo(new[] { "12×12", "12×24", "24×12" }));
        }

        [Test]
        public void No_more_plans_are_kept_than_fit_those_in_preparation_among_them()
        {
            var backend = new FakeBackend();
            using var cache = new PlanCache(graph, backend);
            backend.Preparing = _ => throw new DeviceException("broken");
            for (int i = 0; i < 4; i++)
            {
                Assert.That(() => cache.Rent(1, 12, 12), Throws.TypeOf<DeviceException>());
            }

            int most = 0;
            backend.Preparing = _ => most = Math.Max(most, backend.Alive.Count + 1);
            for (int batch = 1; batch < 10; batch++)
            {
                cache.Return(cache.Rent(batch, 12, 12));
            }

            Assert.That(most, Is.EqualTo(4), "what could not be prepared takes no place");
            Assert.That(backend.Alive.Select(plan => plan.Batch), Is.EquivalentTo(new[] { 6, 7, 8, 9 }));
        }

        private static IEnumerable<string> Alive(FakeBackend backend) =>
            backend.Alive.Select(plan => $"{plan.Width}×{plan.Height}");
    }
}
