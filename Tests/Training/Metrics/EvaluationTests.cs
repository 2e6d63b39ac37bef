using System.Linq;
using NUnit.Framework;
using SagTextures.Training.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Tests.Metrics;

public class EvaluationTests
{
    /// <summary>Sets are sorted by class: halves of either have to be the same ones.</summary>
    [Test]
    public void Generated_textures_are_compared_with_training_textures_of_their_classes()
    {
        using var scope = NewDisposeScope();
        Tensor dark = rand(8, 3, 16, 16) * 0.2 - 0.9, bright = rand(8, 3, 16, 16) * 0.2 + 0.7;
        Tensor real = cat([dark, bright]);
        Assert.That(Swd(real), Is.LessThan(Swd(cat([dark, dark])) / 10));

        double Swd(Tensor fake) => Evaluation.Of(
            real, fake, new TrainingCrops(real, arange(16, ScalarType.Int64)), arange(16, ScalarType.Int64)).Figures.Single(figure => figure.Name == "swd").Model;
    }
}
