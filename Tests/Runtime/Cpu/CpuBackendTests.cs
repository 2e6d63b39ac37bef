using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using SagTextures.Cpu;
#if NET
using SagTextures.Cpu.Vectorized;
#endif
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Tests.Cpu
{
    public class CpuBackendTests
    {
        private static IEnumerable<IBackend> Backends()
        {
            yield return new CpuBackend();
#if NET
            yield return new VectorizedCpuBackend();
#endif
        }

        [TestCaseSource(typeof(ModelCases), nameof(ModelCases.All))]
        public void Every_layer_equals_its_definition(GeneratorModel model)
        {
            foreach (IBackend backend in Backends())
            {
                foreach (int batch in new[] { 1, 3 })
                {
                    Compare(backend, model, batch, model.Description.Resolution, model.Description.Resolution);
                }

                if (model.Description.LatentKind == LatentKind.Grid)
                {
                    Compare(backend, model, 2, model.Stride * 5, model.Stride);
                }

                backend.Dispose();
            }
        }

        [Test]
        public void Weights_that_memory_was_too_short_for_are_sorted_again()
        {
            foreach (IBackend backend in Backends())
            {
                var scarce = new ScarceModel(RandomModel.Sagan());
                var plan = new GeneratorPlan(new GeneratorGraph(scarce.Model), 1, 32, 32);
                scarce.IsMemoryShort = true;
                Assert.That(
                    () => backend.Prepare(plan), Throws.TypeOf<DeviceMemoryException>().With.Message.Contains("32×32"),
                    backend.GetType().Name);
                scarce.IsMemoryShort = false;
                Compare(backend, scarce.Model, 1, 32, 32);
                backend.Dispose();
            }
        }

        internal static void Compare(IBackend backend, GeneratorModel model, int batch, int width, int height)
        {
            var plan = new GeneratorPlan(new GeneratorGraph(model), batch, width, height, keepActivations: true);
            using IPreparedPlan prepared = backend.Prepare(plan);
            ulong[] seeds = Enumerable.Range(1, batch).Select(i => (ulong)i).ToArray();
            float[] latents = new GenerateRequest(model, new GenerateOptions { Width = width, Height = height }).Latents(seeds);
            int[] classes = seeds.Select(seed => (int)seed % Math.Max(1, model.Description.Classes.Count)).ToArray();
            prepared.Run(latents, classes, plan.NewPixels());

            for (int image = 0; image < batch; image++)
            {
                int count = plan.Latent.Shape.Count;
                IReadOnlyList<NaiveGenerator.Image> expected = new NaiveGenerator(model, classes[image])
                    .Run(latents.AsSpan(image * count, count).ToArray(), plan.Latent.Shape);
                foreach (PlanStep step in plan.Steps.Where(step => step.Operation.LayerIndex >= 0))
                {
                    NaiveGenerator.Image layer = expected[step.Operation.LayerIndex];
                    Assert.That(step.Output.Shape, Is.EqualTo(layer.Shape));
                    var values = new float[step.Output.Count];
                    prepared.ReadTensor(step.Output, values);
                    float[] actual = values.AsSpan(image * layer.Data.Length, layer.Data.Length).ToArray();
                    Assert.That(
                        RelativeError(actual, layer.Data), Is.LessThan(1e-5),
                        $"{backend.GetType().Name}, layer {step.Operation.LayerIndex}, {step.Operation.Name}");
                }

                Assert.That(plan.Steps[plan.Steps.Count - 1].Operation.LayerIndex, Is.EqualTo(expected.Count - 1));
            }
        }

        private static double RelativeError(float[] actual, double[] expected) => Math.Sqrt(
            actual.Zip(expected, (a, e) => (a - e) * (a - e)).Sum() / expected.Sum(e => e * e));
    }
}
