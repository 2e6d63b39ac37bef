using System;
using NUnit.Framework;
using SagTextures.Training;
using SagTextures.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Tests.Networks;

public class LossesTests
{
    private static Tensor Real => tensor(new[] { 2f, 0.5f, -1f });

    private static Tensor Fake => tensor(new[] { -2f, 0f, 3f });

    [Test]
    public void Hinge()
    {
        // max(0, 1−x): 0, 0.5, 2; max(0, 1+y): 0, 1, 4.
        Assert.That(
            Losses.Discriminator(AdversarialLoss.Hinge, Real, Fake).ToDouble(), Is.EqualTo(2.5 / 3 + 5.0 / 3).Within(1e-6));
        Assert.That(Losses.Generator(AdversarialLoss.Hinge, Real, Fake).ToDouble(), Is.EqualTo(-1.0 / 3).Within(1e-6));
    }

    [Test]
    public void Relativistic()
    {
        double[] differences = [4, 0.5, -4];
        double d = 0, g = 0;
        foreach (double difference in differences)
        {
            d += Math.Log(1 + Math.Exp(-difference)) / 3;
            g += Math.Log(1 + Math.Exp(difference)) / 3;
        }
        Assert.That(Losses.Discriminator(AdversarialLoss.Relativistic, Real, Fake).ToDouble(), Is.EqualTo(d).Within(1e-6));
        Assert.That(Losses.Generator(AdversarialLoss.Relativistic, Real, Fake).ToDouble(), Is.EqualTo(g).Within(1e-6));
    }

    [Test]
    public void R1_is_the_squared_slope_of_D_and_reaches_its_weights()
    {
        TrainingConfig config = TrainingPresets.SaganPlus with { Resolution = 16, DiscriminatorWidth = 4 };
        using var discriminator = new Discriminator(config);
        using Tensor x = randn(1, 3, 16, 16);
        using Tensor penalty = Losses.R1(discriminator, x);
        penalty.backward();
        foreach (TorchSharp.Modules.Parameter weight in discriminator.parameters())
            if (weight.dim() > 1)
                Assert.That(weight.grad!.abs().sum().ToDouble(), Is.GreaterThan(0));

        // D is piecewise linear: the norm of its gradient is its steepest slope, found along the gradient itself.
        Tensor leaf = x.detach().requires_grad_(true);
        discriminator.call(leaf).sum().backward();
        Tensor unit = leaf.grad! / leaf.grad!.norm();
        const double Step = 1e-2;
        double slope = (discriminator.call(x + unit * Step) - discriminator.call(x - unit * Step)).ToDouble() / (2 * Step);
        Assert.That(penalty.ToDouble(), Is.EqualTo(slope * slope).Within(3).Percent);
    }
}
