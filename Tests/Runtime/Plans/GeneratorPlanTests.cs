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
                () => new GeneratorPlan(graph, 64, 12 * 1000, 12 * 1000), Throws.TypeOf<SagTexturesException>());
        }
    }
}
