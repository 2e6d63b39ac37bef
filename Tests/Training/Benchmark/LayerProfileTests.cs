using System;
using System.Linq;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Plans;
using SagTextures.Training.Benchmark;

namespace SagTextures.Tests.Training.Benchmark;

public class LayerProfileTests
{
    [TestCase("Full", 1)]
    [TestCase("Half", 8)]
    [TestCase("Grid", 1)]
    public void LayersShareTheirMemory(string kind, int batch)
    {
        GeneratorPlan plan = Plan(kind, batch);
        Assert.That(plan.MemoryCount * sizeof(float), Is.LessThanOrEqualTo(1.1 * LayerProfile.LargestStep(plan)));
    }

    [Test]
    public void TheReferenceGeneratorHasTheMultiplicationsThatItIsKnownFor() =>
        Assert.That(Plan("Full", 1).Steps.Sum(LayerProfile.Flops) / 2, Is.EqualTo(0.72e9).Within(0.01e9));

    [Test]
    public void EveryStepAndThePixelsAreMeasured()
    {
        GeneratorPlan plan = Plan("Grid", 1);
        LayerProfile profile = CpuProfile.Measure(plan, null, 1);
        Assert.That(profile.Layers.Select(layer => layer.Name), Is.EqualTo(plan.Steps.Select(step => step.Operation.Name).Append("pixels")));
        Assert.That(profile.WeightBytes, Is.GreaterThan(plan.Graph.Model.ParameterCount * sizeof(float)), "phases take more than a 3×3 kernel");
    }

    [TestCase("Half")]
    [TestCase("Grid")]
    [TestCase("Residual")]
    public void ReferenceGeneratorsMakeTextures(string kind)
    {
        using var generator = new TextureGenerator(
            ReferenceGenerator.Create(Enum.Parse<ReferenceKind>(kind)), new GeneratorOptions { Backend = BackendKind.Cpu });
        byte[] pixels = generator.Generate(1).Map("albedo").Pixels.ToArray();
        Assert.That(pixels.Distinct().Count(), Is.GreaterThan(50), "neither one colour nor black and white only");
    }

    private static GeneratorPlan Plan(string kind, int batch)
    {
        GeneratorModel model = ReferenceGenerator.Create(Enum.Parse<ReferenceKind>(kind));
        int side = model.Description.Resolution;
        return new GeneratorPlan(new GeneratorGraph(model), batch, side, side);
    }
}
