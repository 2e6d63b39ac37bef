using System.Linq;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Tests.Plans
{
    public class GeneratorPlanTests
    {
        [TestCaseSource(typeof(ModelCases), nameof(ModelCases.All))]
        public void Tensors_that_live_together_lie_apart(GeneratorModel model)
        {
            foreach (bool keep in new[] { false, true })
            {
                int size = model.Description.Resolution;
                var plan = new GeneratorPlan(new GeneratorGraph(model), 3, size, size, keep);
                PlanTensor[] tensors = plan.Steps.Select(step => step.Output).ToArray();
                foreach (PlanTensor a in tensors)
                {
                    Assert.That(a.Offset + a.Count, Is.LessThanOrEqualTo(plan.MemoryCount));
                    Assert.That(a.Offset % 64, Is.EqualTo(0));
                    foreach (PlanTensor b in tensors.Where(b => b != a))
                    {
                        bool together = a.FirstStep <= b.LastStep && b.FirstStep <= a.LastStep;
                        bool apart = a.Offset + a.Count <= b.Offset || b.Offset + b.Count <= a.Offset;
                        Assert.That(apart || !together, "two tensors overlap while both are alive");
                        Assert.That(together || !keep, "a kept tensor dies");
                    }
                }
            }
        }

        [Test]
        public void Memory_is_that_of_the_most_that_is_alive_at_once()
        {
            GeneratorModel model = RandomModel.Sagan(resolution: 64, width: 64);
            var plan = new GeneratorPlan(new GeneratorGraph(model), 1, 64, 64);
            PlanTensor[] tensors = plan.Steps.Select(step => step.Output).ToArray();
            long alive = Enumerable.Range(0, plan.Steps.Count).Max(
                step => tensors.Where(t => t.FirstStep <= step && step <= t.LastStep).Sum(t => t.Count));
            Assert.That(plan.MemoryCount, Is.LessThanOrEqualTo(alive * 1.1));
            Assert.That(plan.MemoryCount, Is.LessThan(tensors.Sum(t => t.Count)));
        }

        [Test]
        public void Norms_and_activations_cost_no_step_of_their_own()
        {
            GeneratorModel model = RandomModel.Sagan(resolution: 32);
            var graph = new GeneratorGraph(model);
            Assert.That(graph.Operations.Select(operation => operation.Name), Is.EqualTo(new[]
            {
                "project", "up1", "up2", "attention", "attention", "attention", "rgb",
            }));
        }

        [Test]
        public void Upsampling_leaves_four_taps_of_nine()
        {
            var graph = new GeneratorGraph(ModelCases.Grid(PaddingMode.Zero));
            var conv = (ConvolutionOperation)graph.Operations[1];
            Assert.That(conv.Kernel.Stride, Is.EqualTo(2));
            Assert.That(conv.Kernel.Taps, Is.EqualTo(2));
        }

        [Test]
        public void A_plan_too_large_to_index_is_refused()
        {
            var graph = new GeneratorGraph(ModelCases.Grid(PaddingMode.Zero));
            Assert.That(
                () => new GeneratorPlan(graph, 64, 12 * 1000, 12 * 1000), Throws.TypeOf<DeviceMemoryException>());
        }

        /// <summary>The model is checked at its resolution only; the pooling fits there.</summary>
        [Test]
        public void A_size_that_a_layer_cannot_take_is_refused()
        {
            var layers = new Layer[]
            {
                new SelfAttentionLayer("attention", 8, 1, 8, true), new UpsampleNearestLayer("up", 4), new Conv2dLayer("rgb", 8, 3, 3, 1),
            };
            var description = new GeneratorDescription(layers)
            {
                Name = "pools",
                Resolution = 16,
                LatentKind = LatentKind.Grid,
                LatentSize = 8,
            };
            var graph = new GeneratorGraph(RandomModel.Create(layers, description));
            Assert.That(new GeneratorPlan(graph, 1, 16, 8).Steps, Is.Not.Empty);
            Assert.That(
                () => new GeneratorPlan(graph, 1, 16, 4),
                Throws.TypeOf<SagTexturesException>().With.Message.Contains("16×4").And.Message.Contains("attention"));
        }

        /// <summary>A small file whose norm would have 16384 × 4096 factors if it were folded into the dense layer.</summary>
        [Test]
        public void A_norm_with_many_classes_is_not_multiplied_by_a_dense_layers_features()
        {
            const int Classes = 16384;
            var layers = new Layer[]
            {
                new LinearLayer("project", 1, 3 * 4096, new ActivationShape(3, 64, 64)),
                new ConditionalBatchNormLayer("norm", 3, Classes, 1e-5f),
                new TanhLayer("tanh"),
            };
            var description = new GeneratorDescription(layers)
            {
                Name = "classes",
                Resolution = 64,
                LatentSize = 1,
                Classes = Enumerable.Range(0, Classes).Select(i => $"class {i}").ToArray(),
            };
            var graph = new GeneratorGraph(RandomModel.Create(layers, description));
            Assert.That(
                graph.Operations.Sum(operation => (long)operation.Epilogue!.Scale.Length), Is.EqualTo((3 * 4096) + (3 * Classes)));
        }

        [Test]
        public void A_norm_with_too_many_classes_and_channels_is_refused()
        {
            const int Classes = 1 << 13;
            var layers = new Layer[]
            {
                new LinearLayer("project", 1, 2049, new ActivationShape(2049, 1, 1)),
                new ConditionalBatchNormLayer("norm", 2049, Classes, 1e-5f),
                new Conv2dLayer("rgb", 2049, 3, 1, 0),
            };
            var description = new GeneratorDescription(layers)
            {
                Name = "classes",
                Resolution = 1,
                LatentSize = 1,
                Classes = Enumerable.Range(0, Classes).Select(i => $"class {i}").ToArray(),
            };
            Assert.That(
                () => new GeneratorModel(description, new ModelTensor[0]),
                Throws.TypeOf<ModelException>().With.Message.Contains("2049 channels"));
        }
    }
}
