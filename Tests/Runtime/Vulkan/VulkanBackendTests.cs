using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using SagTextures.Cpu;
using SagTextures.Models;
using SagTextures.Plans;
using SagTextures.Vulkan;

namespace SagTextures.Tests.Vulkan
{
    public class VulkanBackendTests : ValidatedTests
    {
        [TestCaseSource(typeof(ModelCases), nameof(ModelCases.All))]
        public void Every_layer_equals_the_reference(GeneratorModel model)
        {
            var graph = new GeneratorGraph(model);
            int resolution = model.Description.Resolution;
            var sizes = new List<(int Width, int Height)> { (resolution, resolution) };
            if (model.Description.LatentKind == LatentKind.Grid)
            {
                sizes.Add((model.Stride * 5, model.Stride));
                sizes.Add((model.Stride * 2, model.Stride * 7));
            }

            foreach ((int width, int height) in sizes)
            {
                foreach (int batch in new[] { 1, 2, 5 })
                {
                    Compare(Backend, new GeneratorPlan(graph, batch, width, height, keepActivations: true));
                    ComparePixels(Backend, new GeneratorPlan(graph, batch, width, height));
                }
            }
        }

        [TestCase("conv2d", 8, KernelChoice.Registers)]
        [TestCase("conv_transpose2d", 8, KernelChoice.Registers)]
        [TestCase("self_attention", 6, KernelChoice.Registers)]
        [TestCase("conv2d", 12)]
        [TestCase("conv_transpose2d", 12)]
        [TestCase("upsample_nearest", 8)]
        [TestCase("self_attention", 10)]
        [TestCase("tanh", 3)]
        public void Layers_of_random_shape_equal_the_reference(string op, int count, string? kernels = null)
        {
            using VulkanBackend backend = CreateBackend(kernels);
            for (int seed = 0; seed < count; seed++)
            {
                var random = new Random(seed);
                GeneratorModel model = RandomLayer.Create(op, random);
                int width = model.Stride * random.Next(2, 14);
                int height = model.Stride * random.Next(2, 14);
                var graph = new GeneratorGraph(model);
                int batch = random.Next(1, 6);
                Compare(backend, new GeneratorPlan(graph, batch, width, height, keepActivations: true));
                ComparePixels(backend, new GeneratorPlan(graph, batch, width, height));
            }
        }

        [Test]
        public void Batches_are_larger_on_a_GPU_than_where_the_processor_computes() =>
            Assert.That(Backend.BestBatch, Is.EqualTo(Backend.Device.Kind == "cpu" ? new CpuBackend().BestBatch : 32));

        private static void Compare(VulkanBackend backend, GeneratorPlan plan)
        {
            using var cpu = new CpuBackend();
            using IPreparedPlan expected = cpu.Prepare(plan);
            using IPreparedPlan actual = backend.Prepare(plan);
            PlanRunner.Run(expected);
            PlanRunner.Run(actual);
            foreach (PlanStep step in plan.Steps)
            {
                float[] ours = PlanRunner.Read(actual, step.Output);
                float[] reference = PlanRunner.Read(expected, step.Output);
                string layer = $"{step.Operation.GetType().Name} {step.Operation.Name} at batch {plan.Batch}";
                Assert.That(RelativeError(ours, reference), Is.LessThan(1e-5), layer);
            }

            float[] output = PlanRunner.Read(actual, plan.Output);
            Assert.That(output, Is.EqualTo(PlanRunner.Read(expected, plan.Output)).Within(1e-4f));
            Assert.That(PlanRunner.Read(actual, plan.Latent), Is.EqualTo(PlanRunner.Latents(plan)));
        }

        /// <summary>With shared memory places, where barriers matter most.</summary>
        private static void ComparePixels(VulkanBackend backend, GeneratorPlan plan)
        {
            using var cpu = new CpuBackend();
            using IPreparedPlan expected = cpu.Prepare(plan);
            using IPreparedPlan actual = backend.Prepare(plan);
            byte[] first = PlanRunner.Run(actual);
            int worst = first.Zip(PlanRunner.Run(expected), (a, b) => Math.Abs(a - b)).Max();
            Assert.That(worst, Is.LessThanOrEqualTo(1));
            Assert.That(PlanRunner.Run(actual), Is.EqualTo(first));
        }

        private static double RelativeError(float[] actual, float[] expected)
        {
            double error = actual.Zip(expected, (a, e) => ((double)a - e) * ((double)a - e)).Sum();
            return Math.Sqrt(error / Math.Max(1e-12, expected.Sum(e => (double)e * e)));
        }
    }
}
