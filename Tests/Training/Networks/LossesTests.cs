using System;
using System.Linq;
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
    public void Minimax_and_non_saturating()
    {
        // The definition, on probabilities.
        static double P(double logit) => 1 / (1 + Math.Exp(-logit));
        double[] real = [2, 0.5, -1], fake = [-2, 0, 3];
        double d = -real.Average(x => Math.Log(P(x))) - fake.Average(x => Math.Log(1 - P(x)));
        double minimax = fake.Average(x => Math.Log(1 - P(x))), nonSaturating = -fake.Average(x => Math.Log(P(x)));
        foreach (AdversarialLoss loss in new[] { AdversarialLoss.Minimax, AdversarialLoss.NonSaturating })
            Assert.That(Losses.Discriminator(loss, Real, Fake).ToDouble(), Is.EqualTo(d).Within(1e-6));
        Assert.That(Losses.Generator(AdversarialLoss.Minimax, Real, Fake).ToDouble(), Is.EqualTo(minimax).Within(1e-6));
        Assert.That(
            Losses.Generator(AdversarialLoss.NonSaturating, Real, Fake).ToDouble(), Is.EqualTo(nonSaturating).Within(1e-6));
    }

    [Test]
    public void Gradients_are_those_of_finite_differences([Values] AdversarialLoss loss)
    {
        foreach (Func<AdversarialLoss, Tensor, Tensor, Tensor> player in new[] { Losses.Discriminator, Losses.Generator })
        {
            Tensor fake = Fake.to(float64).add(0.3).requires_grad_(true);
            player(loss, Real.to(float64), fake).backward();
            for (int i = 0; i < 3; i++)
            {
                Tensor step = zeros(3, float64);
                step[i] = 1e-5;
                Tensor above = player(loss, Real.to(float64), fake.detach() + step);
                Tensor below = player(loss, Real.to(float64), fake.detach() - step);
                double slope = (above - below).ToDouble() / 2e-5;
                Assert.That(fake.grad![i].ToDouble(), Is.EqualTo(slope).Within(1e-6));
            }
        }
    }

    [TestCase(0)]
    [TestCase(3)]
    public void A_gradient_penalty_is_the_squared_slope_of_D(int classes)
    {
        using var discriminator = Small(classes);
        using Tensor x = randn(1, 3, 16, 16, float64);
        Tensor? labels = classes == 0 ? null : tensor(new long[] { 1 });
        using Tensor penalty = Losses.GradientPenalty(discriminator, x, labels);
        // D is piecewise linear: the norm of its gradient is its steepest slope, found along the gradient itself.
        Tensor leaf = x.detach().requires_grad_(true);
        discriminator.call(leaf, labels).sum().backward();
        Tensor unit = leaf.grad! / leaf.grad!.norm();
        const double Step = 1e-5;
        double slope = (discriminator.call(x + unit * Step, labels) - discriminator.call(x - unit * Step, labels)).ToDouble()
            / (2 * Step);
        Assert.That(penalty.ToDouble(), Is.EqualTo(slope * slope).Within(1e-4).Percent);
    }

    [Test]
    public void A_gradient_penalty_moves_Ds_weights_as_finite_differences_say()
    {
        using var discriminator = Small(classes: 0);
        using Tensor x = randn(2, 3, 16, 16, float64);
        Losses.GradientPenalty(discriminator, x, null).backward();
        foreach (TorchSharp.Modules.Parameter weight in discriminator.parameters().Where(parameter => parameter.dim() > 1))
        {
            Tensor gradient = weight.grad!.clone();
            Tensor direction = gradient / gradient.norm();
            const double Step = 1e-6;
            double above = At(weight, direction * Step), below = At(weight, direction * -Step);
            Assert.That(gradient.norm().ToDouble(), Is.EqualTo((above - below) / (2 * Step)).Within(0.1).Percent);
        }

        double At(Tensor weight, Tensor step)
        {
            using (no_grad())
                weight.add_(step);
            double value = Losses.GradientPenalty(discriminator, x, null).ToDouble();
            using (no_grad())
                weight.sub_(step);
            return value;
        }
    }

    /// <summary>In double precision: finite differences of float are too coarse.</summary>
    private static Discriminator Small(int classes)
    {
        manual_seed(4);
        var discriminator = new Discriminator(
            TrainingPresets.SaganPlus with { Resolution = 16, DiscriminatorWidth = 4, DiscriminatorMaxWidth = 8 }, classes);
        discriminator.to(float64);
        return discriminator;
    }
}
