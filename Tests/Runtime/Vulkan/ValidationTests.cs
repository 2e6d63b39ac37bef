using System.Linq;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Plans;
using SagTextures.Vulkan;

namespace SagTextures.Tests.Vulkan
{
    /// <summary>Proves that the message check of <see cref="ValidatedTests"/> can fail.</summary>
    public class ValidationTests : ValidatedTests
    {
        [Test]
        public void Missing_barriers_are_noticed()
        {
            using VulkanDevice device = VulkanDevice.Create(null, Messages.Enqueue);
            using var pipelines = new ComputePipelines(device);
            GeneratorPlan plan = PlanRunner.Plan(RandomModel.Sagan());
            using var weights = new ModelWeights(device, plan.Graph);
            using var memory = new PlanMemory(device, plan);
            using var inputs = new PlanInputs(device, plan);
            using var dispatches = new PlanDispatches(device, pipelines, plan, weights, memory, inputs);
            weights.Finish();
            VulkanCommands.Run(device, "testing", commands => dispatches.Record(commands));
            Assert.That(Messages, Is.Empty);

            VulkanCommands.Run(device, "testing", commands => dispatches.Record(commands, dropBarriers: true));
            Assert.That(Messages.Any(message => message.Contains("SYNC-HAZARD")), Is.True);
            Messages.Clear();
        }

        [Test]
        public void Leaks_are_noticed()
        {
            VulkanDevice device = VulkanDevice.Create(null, Messages.Enqueue);
            _ = new PlanInputs(device, PlanRunner.Plan(RandomModel.Sagan()));
            device.Dispose();
            Assert.That(Messages.Any(message => message.Contains("latents and classes")), Is.True);
            Messages.Clear();
        }
    }
}
