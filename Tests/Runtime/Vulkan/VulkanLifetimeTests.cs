using System;
using System.Linq;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Plans;
using SagTextures.Vulkan;

namespace SagTextures.Tests.Vulkan
{
    public class VulkanLifetimeTests : ValidatedTests
    {
        [Test]
        public void Everything_may_be_disposed_of_twice_and_in_any_order()
        {
            VulkanBackend backend = CreateBackend();
            VulkanPreparedPlan prepared = backend.Prepare(PlanRunner.Plan(RandomModel.Sagan()));
            byte[] before = PlanRunner.Run(prepared);
            backend.Dispose();
            backend.Dispose();
            Assert.That(PlanRunner.Run(prepared), Is.EqualTo(before));
            prepared.Dispose();
            prepared.Dispose();
        }

        [Test]
        public void Nothing_works_after_disposal()
        {
            GeneratorPlan plan = PlanRunner.Plan(RandomModel.Sagan());
            VulkanPreparedPlan prepared = Backend.Prepare(plan);
            prepared.Dispose();
            Assert.That(() => PlanRunner.Run(prepared), Throws.InstanceOf<ObjectDisposedException>());
            Assert.That(() => PlanRunner.Read(prepared, plan.Output), Throws.InstanceOf<ObjectDisposedException>());
            Backend.Dispose();
            Assert.That(() => Backend.Prepare(plan), Throws.InstanceOf<ObjectDisposedException>());
        }

        [Test]
        public void Plans_run_at_the_same_time_on_many_threads()
        {
            GeneratorModel model = RandomModel.Sagan();
            var graph = new GeneratorGraph(model);
            byte[] expected = PlanRunner.Run(Prepared(1));
            byte[][] results = new byte[8][];
            Parallel.For(0, results.Length, i =>
            {
                using VulkanPreparedPlan prepared = Prepared(1 + (i % 3));
                results[i] = PlanRunner.Run(prepared);
            });
            foreach (byte[] result in results)
            {
                Assert.That(result.Take(expected.Length), Is.EqualTo(expected));
            }

            VulkanPreparedPlan Prepared(int batch) => Backend.Prepare(new GeneratorPlan(graph, batch, 32, 32));
        }

        [Test]
        public void Layers_are_measured()
        {
            GeneratorPlan plan = PlanRunner.Plan(RandomModel.Sagan());
            using VulkanPreparedPlan prepared = Backend.Prepare(plan);
            PlanRunner.Run(prepared);
            var times = prepared.Measure();
            Assert.That(times.Select(time => time.Name).First(), Is.EqualTo("project"));
            Assert.That(times.Count, Is.EqualTo(plan.Steps.Count + 1));
            Assert.That(times.Select(time => time.Milliseconds), Is.All.GreaterThan(0).And.All.LessThan(60_000));
        }
    }
}
