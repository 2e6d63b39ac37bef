using System.Linq;
using NUnit.Framework;
using SagTextures.Training;
using SagTextures.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;
using Generator = SagTextures.Training.Networks.Generator;

namespace SagTextures.Tests.Networks;

public class GeneratorTests
{
    [TestCase("sagan", 16)]
    [TestCase("sagan", 32)]
    [TestCase("sagan", 64)]
    [TestCase("sagan", 128)]
    [TestCase("sagan-plus", 32)]
    [TestCase("sagan-plus", 128)]
    [TestCase("gan", 32)]
    [TestCase("dcgan", 64)]
    [TestCase("sngan", 64)]
    [TestCase("sagan-paper", 64)]
    [TestCase("sagan-paper", 128)]
    public void Textures_have_the_resolution_and_a_logit_each(string preset, int resolution)
    {
        TrainingConfig config = TrainingPresets.Find(preset) with
        {
            Resolution = resolution,
            GeneratorWidth = 8,
            DiscriminatorWidth = 8,
        };
        using var guard = no_grad();
        using var generator = new Generator(config);
        using var discriminator = new Discriminator(config);
        using Tensor textures = generator.call(randn(2, config.Latent));
        Assert.That(textures.shape, Is.EqualTo(new long[] { 2, 3, resolution, resolution }));
        Assert.That(textures.abs().max().ToDouble(), Is.LessThanOrEqualTo(1));
        Assert.That(discriminator.call(textures).shape, Is.EqualTo(new long[] { 2 }));
    }

    [Test]
    public void The_sagan_preset_is_the_articles_network()
    {
        TrainingConfig config = TrainingPresets.Sagan;
        Assert.That(config.GeneratorChannels, Is.EqualTo(new[] { 1024, 512, 256, 128, 64 }));
        Assert.That(config.DiscriminatorChannels, Is.EqualTo(new[] { 64, 128, 256, 512, 1024 }));
        using var generator = new Generator(config with { GeneratorWidth = 8, GeneratorMaxWidth = 128 });
        using var discriminator = new Discriminator(config with { DiscriminatorWidth = 8, DiscriminatorMaxWidth = 128 });
        // 5 doublings and the dense layer, three 1×1 convolutions in each attention: all of them normalized.
        Assert.That(generator.modules().OfType<WeightedLayer>().Count(), Is.EqualTo(9));
        Assert.That(generator.modules().OfType<SpectralNorm>().Count(), Is.EqualTo(9));
        Assert.That(discriminator.modules().OfType<SpectralNorm>().Count(), Is.EqualTo(9));
        Assert.That(generator.Gammas().Count(), Is.EqualTo(1));
        Assert.That(discriminator.Gammas().Count(), Is.EqualTo(1));
    }

    [Test]
    public void The_paper_preset_is_the_authors_code()
    {
        TrainingConfig config = TrainingPresets.SaganPaper;
        Assert.That(config.GeneratorChannels, Is.EqualTo(new[] { 1024, 1024, 512, 256, 128, 64 }));
        Assert.That(config.DiscriminatorChannels, Is.EqualTo(new[] { 64, 128, 256, 512, 1024 }));
        TrainingConfig small = config with { GeneratorWidth = 8, GeneratorMaxWidth = 32, DiscriminatorWidth = 8, DiscriminatorMaxWidth = 32 };
        using var generator = new Generator(small, classes: 3);
        using var discriminator = new Discriminator(small, classes: 3);
        // Dense, 5 blocks of 3, attention of 4, colours; 6 blocks of 3 less a shortcut, attention, dense, projection.
        Assert.That(generator.modules().OfType<SpectralNorm>().Count(), Is.EqualTo(1 + 15 + 4 + 1));
        Assert.That(discriminator.modules().OfType<SpectralNorm>().Count(), Is.EqualTo(18 - 1 + 4 + 2));
        Assert.That(generator.modules().OfType<ConditionalBatchNorm>().Count(), Is.EqualTo(10));
        Assert.That(generator.modules().OfType<SelfAttention>().Single().ValueChannels, Is.EqualTo(16));
    }

    [Test]
    public void Classes_make_a_difference_in_both_networks()
    {
        using var guard = no_grad();
        using var generator = new Generator(TinyConfig.SaganPlus, classes: 2);
        using var discriminator = new Discriminator(TinyConfig.SaganPlus, classes: 2);
        foreach (ConditionalBatchNorm norm in generator.modules().OfType<ConditionalBatchNorm>())
            norm.Shift.normal_();
        Tensor z = randn(1, TinyConfig.SaganPlus.Latent).expand(2, -1);
        generator.eval();
        Tensor same = generator.call(z, tensor(new long[] { 1, 1 })), different = generator.call(z, tensor(new long[] { 0, 1 }));
        Assert.That((same[0] - same[1]).abs().max().ToDouble(), Is.LessThan(1e-5));
        Assert.That((different[0] - different[1]).abs().max().ToDouble(), Is.GreaterThan(0.01));
        Tensor logits = discriminator.call(same, tensor(new long[] { 0, 1 }));
        Assert.That(logits[0].ToDouble(), Is.Not.EqualTo(logits[1].ToDouble()).Within(1e-6));
    }
}
