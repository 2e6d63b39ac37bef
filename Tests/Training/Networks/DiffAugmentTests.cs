using System.Linq;
using NUnit.Framework;
using SagTextures.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Tests.Networks;

public class DiffAugmentTests
{
    private const Augmentation All = Augmentation.Color | Augmentation.Translation | Augmentation.Cutout;

    [TestCase(true)]
    [TestCase(false)]
    public void Real_and_generated_textures_go_through_the_same(bool wraps)
    {
        manual_seed(1);
        using Tensor x = randn(6, 3, 16, 16);
        var augment = new DiffAugment(All, 1, 6, 16, wraps, CPU);
        Tensor once = augment.Apply(x);
        Assert.That(augment.Apply(x).Equals(once), Is.True);
        Assert.That((once - x).abs().amax([1, 2, 3]).data<float>().ToArray(), Has.All.GreaterThan(0.1f));
    }

    [Test]
    public void Strength_is_the_probability_for_a_texture()
    {
        manual_seed(1);
        using Tensor x = randn(400, 3, 16, 16);
        Assert.That(Changed(0), Is.Zero);
        Assert.That(Changed(0.3), Is.EqualTo(0.3).Within(0.08));

        double Changed(double strength) => (new DiffAugment(Augmentation.Cutout, strength, 400, 16, true, CPU).Apply(x) - x)
            .abs().amax([1, 2, 3]).gt(0).to(float32).mean().ToDouble();
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Holes_favour_no_side(bool wraps)
    {
        manual_seed(1);
        const int Side = 16;
        using Tensor x = ones(4000, 3, Side, Side);
        Tensor cut = 1 - new DiffAugment(Augmentation.Cutout, 1, 4000, Side, wraps, CPU).Apply(x).mean([0, 1]);
        foreach (int axis in new[] { 0, 1 })
            Assert.That((cut - cut.flip(axis)).abs().max().ToDouble(), Is.LessThan(0.04));
        // Of those whose middle is at an edge, half is outside (Zhao et al. 2020).
        Assert.That(cut.mean().ToDouble(), Is.EqualTo(wraps ? 0.25 : 0.182).Within(0.01));
    }

    [Test]
    public void Shifts_of_seamless_textures_keep_every_pixel()
    {
        using Tensor x = randn(8, 3, 16, 16);
        Tensor moved = new DiffAugment(Augmentation.Translation, 1, 8, 16, wraps: true, CPU).Apply(x);
        for (int i = 0; i < 8; i++)
            Assert.That(moved[i].data<float>().ToArray().Order(), Is.EqualTo(x[i].data<float>().ToArray().Order()));
        Assert.That(moved.Equals(x), Is.False);
    }

    [Test]
    public void Gradients_go_back_through_it()
    {
        manual_seed(2);
        using Tensor x = (randn(3, 3, 16, 16, float64) * 0.5).requires_grad_(true), direction = randn(3, 3, 16, 16, float64);
        using Tensor weight = randn(3, 3, 16, 16, float64);
        var augment = new DiffAugment(All, 1, 3, 16, false, CPU);
        Loss(x).backward();
        const double Step = 1e-4;
        double slope = (Loss(x.detach() + direction * Step) - Loss(x.detach() - direction * Step)).ToDouble() / (2 * Step);
        Assert.That((x.grad! * direction).sum().ToDouble(), Is.EqualTo(slope).Within(0.1).Percent);

        Tensor Loss(Tensor y) => (augment.Apply(y) * weight).sum();
    }
}
