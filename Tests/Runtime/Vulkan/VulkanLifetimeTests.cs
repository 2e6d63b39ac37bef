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
        public void What_a_hanging_device_works_on_is_neither_submitted_again_nor_freed()
        {
            VulkanDevice device = VulkanDevice.Create(null, Messages.Enqueue);
            var backend = new VulkanBackend(device);
            VulkanPreparedPlan prepared = backend.Prepare(PlanRunner.Plan(RandomModel.Sagan()));
            device.Patience = TimeSpan.Zero;
            Assert.That(() => PlanRunner.Run(prepared), Throws.TypeOf<DeviceException>().With.Message.Contains("hangs"));
            device.Patience = TimeSpan.FromMinutes(10);
            Assert.That(() => PlanRunner.Run(prepared), Throws.TypeOf<DeviceException>().With.Message.Contains("hangs"));
            Assert.That(() => backend.Prepare(prepared.Plan), Throws.TypeOf<DeviceException>().With.Message.Contains("hangs"));
            prepared.Dispose();
            backend.Dispose();
        }

        [TestCase(null)]
        [TestCase(KernelChoice.Tiles)]
        public void Weights_that_memory_was_too_short_for_are_sorted_again(string? kernels)
        {
            GeneratorModel model = RandomModel.Sagan();
            var scarce = new ScarceModel(model);
            GeneratorPlan plan = PlanRunner.Plan(scarce.Model);
            using VulkanBackend backend = CreateBackend(kernels);
            scarce.IsMemoryShort = true;
            for (int i = 0; i < 2; i++)
            {
                Assert.That(() => backend.Prepare(plan), Throws.TypeOf<DeviceMemoryException>().With.Message.Contains("memory"));
            }

            scarce.IsMemoryShort = false;
            using VulkanPreparedPlan prepared = backend.Prepare(plan);
            using VulkanPreparedPlan expected = backend.Prepare(PlanRunner.Plan(model));
            Assert.That(PlanRunner.Run(prepared), Is.EqualTo(PlanRunner.Run(expected)));
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

        [Test]
        public void Long_work_is_submitted_in_parts()
        {
            GeneratorPlan plan = PlanRunner.Plan(RandomModel.Sagan());
            byte[] expected = PlanRunner.Run(Backend.Prepare(plan));
            foreach (double seconds in new[] { 0.0, 100.0 })
            {
                VulkanDevice device = VulkanDevice.Create(null, Messages.Enqueue);
                device.MaxSubmissionSeconds = seconds;
                using var backend = new VulkanBackend(device);
                using VulkanPreparedPlan prepared = backend.Prepare(plan);
                for (int run = 0; run < 3; run++)
                {
                    Assert.That(PlanRunner.Run(prepared), Is.EqualTo(expected));
                    Assert.That(prepared.SubmissionCount, Is.EqualTo(seconds == 0 ? prepared.Measure().Count : 1));
                }
            }
        }

        [Test]
        public void Runs_allocate_nothing()
        {
            GeneratorPlan plan = PlanRunner.Plan(RandomModel.Sagan());
            using VulkanPreparedPlan prepared = Backend.Prepare(plan);
            float[] latents = PlanRunner.Latents(plan);
            var classes = new int[plan.Batch];
            byte[][] pixels = plan.NewPixels();
            for (int i = 0; i < 100; i++)
            {
                prepared.Run(latents, classes, pixels);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10; i++)
            {
                prepared.Run(latents, classes, pixels);
            }

            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.EqualTo(0));
        }

        [Test]
        public void Memory_is_weights_pixels_and_what_the_largest_step_needs()
        {
            GeneratorModel model = RandomModel.Sagan(resolution: 64, width: 32);
            GeneratorPlan plan = PlanRunner.Plan(model, batch: 3);
            using VulkanPreparedPlan prepared = Backend.Prepare(plan);
            long step = plan.Steps.Max(s => s.Input.Count + s.Output.Count + (s.Residual?.Count ?? 0));
            long pixels = plan.MapCount * plan.BytesPerMap;
            Assert.That(prepared.DeviceBytes - pixels, Is.LessThan(1.1 * 4 * (model.ParameterCount + step)));
        }
    }
}
