using System.Linq;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Plans;
using SagTextures.Training.Benchmark;
using SagTextures.Vulkan;

namespace SagTextures.Tests.Training.Benchmark;

/// <summary>
/// On the device lie the weights and, staged nowhere, activations no larger than the two largest adjacent layers' tensors; a
/// tenth more for alignment and padding.
/// </summary>
public class DeviceMemoryTests
{
    [Test]
    public void A_reference_generator_takes_its_weights_and_two_adjacent_tensors(
        [Values("full", "half", "grid")] string kind, [Values(1, 8)] int batch)
    {
        GeneratorModel model = ReferenceGenerator.Create(
            kind == "full" ? ReferenceKind.Full : kind == "half" ? ReferenceKind.Half : ReferenceKind.Grid);
        int size = model.Description.Resolution;
        var plan = new GeneratorPlan(new GeneratorGraph(model), batch, size, size);
        using VulkanBackend backend = VulkanBackend.Create();
        using VulkanPreparedPlan prepared = backend.Prepare(plan);

        // What one layer hands to the next; what is inside of a layer, such as queries and keys, counts for none.
        long[] layers = plan.Steps.Where(step => step.Operation.LayerIndex >= 0).Select(step => step.Output.Count).ToArray();
        long largest = layers.Zip(layers.Skip(1), (a, b) => a + b).Max();
        int element = backend.ElementBytes;
        Assert.That(prepared.ActivationBytes, Is.LessThanOrEqualTo(1.1 * element * largest));
        long weights = plan.Steps.Select(step => step.Operation).OfType<ConvolutionOperation>().Select(convolution => convolution.Kernel)
            .Sum(kernel => (long)kernel.Stride * kernel.Stride * kernel.Taps * kernel.Taps * kernel.InChannels * kernel.OutChannels);
        Assert.That(prepared.WeightBytes, Is.LessThanOrEqualTo(1.1 * element * weights));
    }
}
