using System.IO;
using System.Linq;
using NUnit.Framework;
using SagTextures.Training;
using SagTextures.Training.Data;
using SagTextures.Training.Loop;
using SagTextures.Training.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SagTextures.Tests.Loop;

public partial class TrainerTests
{
    private TemporaryFolder folder = null!;
    private TextureFolder textures = null!;

    [SetUp]
    public void WriteTextures()
    {
        folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 4, 16);
        textures = TextureFolder.Read(folder.Path, 16, 2);
    }

    [TearDown]
    public void Delete() => folder.Dispose();

    [Test]
    public void Attention_begins_at_zero_and_takes_part()
    {
        TrainingConfig config = TinyConfig.Sagan;
        using var trainer = new Trainer(config, CPU);
        Assert.That(trainer.ExportedGenerator.Gammas().Single().ToDouble(), Is.Zero);
        StepResult result = Train(trainer, config, 3);
        Assert.That(result.Metrics["gammaG"], Is.Not.Zero);
        Assert.That(result.Metrics["gammaD"], Is.Not.Zero);
        Assert.That(result.IsFinite, Is.True);
    }

    [Test]
    public void Every_option_takes_part_in_a_step()
    {
        TinyTextures.Write(folder.Path, "tiles", 4, 16);
        textures = TextureFolder.Read(folder.Path, 16, 2);
        TrainingConfig config = TinyConfig.SaganPlus with
        {
            Conditional = true,
            Seamless = true,
            NormalizationDiscriminator = Normalization.Batch,
            AttentionDiscriminator = 8,
            Loss = AdversarialLoss.NonSaturating,
            R2Gamma = 1,
            DiscriminatorSteps = 2,
            GradientClip = 1,
            Augment = Augmentation.Color | Augmentation.Translation | Augmentation.Cutout,
            AugmentTarget = 0.6,
        };
        var batches = new TextureBatches(textures, config);
        using var trainer = new Trainer(config, CPU, batches.ImageLabels);
        Assert.That(trainer.Train(batches).IsFinite, Is.True);
        Assert.That(trainer.Sampler.Sample(5).shape, Is.EqualTo(new long[] { 5, 3, 16, 16 }));
    }

    [Test]
    public void A_penalty_counts_for_every_update_of_D_until_the_next()
    {
        TrainingConfig config = TinyConfig.SaganPlus with { Precision = "float32", PenaltyInterval = 1, LearningRateDiscriminator = 1e-12 };
        double once = Penalty(config), thrice = Penalty(config with { DiscriminatorSteps = 3, Batch = 2 });
        Assert.That(thrice, Is.EqualTo(3 * once).Within(30).Percent, "other textures, the same D");

        double Penalty(TrainingConfig config)
        {
            using var trainer = new Trainer(config, CPU);
            return Train(trainer, config, 1).Metrics["penalty"];
        }
    }

    [Test]
    public void A_checkpoint_of_other_classes_is_refused()
    {
        TrainingConfig config = TinyConfig.SaganPlus with { Conditional = true };
        string path = Path.Combine(folder.Path, "a.checkpoint");
        using var trainer = new Trainer(config, CPU, [0, 0, 1, 1], ["bricks", "tiles"]);
        Checkpoint.Write(path, trainer);
        Checkpoint.Read(path, trainer);
        using var other = new Trainer(config, CPU, [0, 0, 1, 1], ["bricks", "wood"]);
        Assert.That(
            () => Checkpoint.Read(path, other),
            Throws.TypeOf<TrainingException>().With.Message.Contains("its classes are bricks, tiles, and those of the textures bricks, wood"));
    }

    [Test]
    public void Batch_norm_of_D_sees_real_textures_apart_from_generated_ones()
    {
        TrainingConfig config = TinyConfig.Shrink(TrainingPresets.All["dcgan"]) with { Precision = "float32" };
        var batches = new TextureBatches(textures, config);
        using var trainer = new Trainer(config, CPU);
        double alone;
        using (no_grad())
            alone = trainer.Discriminator.call(batches.Batch(0).Images).mean().ToDouble();
        Assert.That(trainer.Train(batches).Metrics["logitReal"], Is.EqualTo(alone).Within(1e-5));
    }

    [Test]
    public void Rates_go_down_at_the_end_and_the_last_step_still_counts()
    {
        TrainingConfig config = TinyConfig.Sagan with { Steps = 4, RateDecay = 0.5, LearningRateGenerator = 0.1, LearningRateDiscriminator = 0.4 };
        using var trainer = new Trainer(config, CPU);
        trainer.RateScale = 0.5;
        foreach (double scale in new[] { 0.5, 0.5, 0.5, 0.25 })
        {
            Assert.That(trainer.Rates.Generator, Is.EqualTo(0.1 * scale).Within(1e-9));
            Assert.That(trainer.Rates.Discriminator, Is.EqualTo(0.4 * scale).Within(1e-9));
            Train(trainer, config, 1);
        }
        Assert.That(trainer.Rates.Generator, Is.Zero);
    }

    [Test]
    public void The_optimizers_have_those_rates()
    {
        TrainingConfig config = TinyConfig.Sagan with { Steps = 2, RateDecay = 1, SpectralNormDiscriminator = false };
        using var trainer = new Trainer(config, CPU);
        Tensor Weights() => cat(trainer.Discriminator.parameters().Select(weight => weight.flatten()).ToArray()).clone();
        Tensor start = Weights();
        Train(trainer, config, 2);
        Tensor end = Weights();
        Assert.That(end.Equals(start), Is.False);
        Train(trainer, config, 1);
        Assert.That(Weights().Equals(end), Is.True, "past the end");
    }

    [Test]
    public void Samples_to_measure_have_classes_as_often_as_the_training_images()
    {
        TinyTextures.Write(folder.Path, "tiles", 1, 16);
        textures = TextureFolder.Read(folder.Path, 16, 2);
        TrainingConfig config = TinyConfig.SaganPlus with { Conditional = true };
        var batches = new TextureBatches(textures, config);
        using var trainer = new Trainer(config, CPU, batches.ImageLabels);
        trainer.Train(batches);
        // Four bricks and a tile, in place of three and two.
        using Tensor alike = trainer.Sampler.Sample(5), asTrained = trainer.Sampler.Sample(5, asTrained: true);
        Assert.That(
            Enumerable.Range(0, 5).Select(i => alike[i].allclose(asTrained[i])), Is.EqualTo(new[] { true, true, true, false, true }));
    }

    [Test]
    public void A_steps_tensors_die_with_it()
    {
        TrainingConfig config = TinyConfig.SaganPlus;
        using var trainer = new Trainer(config, CPU);
        Train(trainer, config, 2);
        using var scope = NewDisposeScope();
        long before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Train(trainer, config, 3);
        Assert.That(TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before));
    }

    [Test]
    public void D_that_is_always_right_gets_more_augmentation()
    {
        TrainingConfig config = TinyConfig.SaganPlus with { AugmentTarget = 0.6, AugmentImages = 100, Batch = 10 };
        var state = new TrainerState();
        for (int i = 0; i < 30; i++)
            state = state.Next(config, sign: 1);
        Assert.That(state.AugmentStrength, Is.GreaterThan(0.5));
        for (int i = 0; i < 60; i++)
            state = state.Next(config, sign: 0);
        Assert.That(state.AugmentStrength, Is.Zero);
        Assert.That(new TrainerState().Next(config with { AugmentTarget = 0 }, 1).AugmentStrength, Is.Zero);
    }

    [Test]
    public void Estimated_statistics_are_those_of_the_generators_own_batches()
    {
        using var trainer = new Trainer(TinyConfig.Sagan, CPU);
        trainer.Sampler.EstimateStatistics();
        BatchNorm2d norm = trainer.ExportedGenerator.modules().OfType<BatchNorm2d>().First();
        // The first batch norm sees W·z + b with z ~ N(0, I): mean b, variance |w|² over the 16 positions of a channel.
        var input = (DenseLayer)trainer.ExportedGenerator.Layers.First();
        using Tensor variance = input.EffectiveWeight.square().sum(1).view(-1, 16).mean([1]);
        Assert.That(
            norm.running_var!.data<float>().ToArray(), Is.EqualTo(variance.data<float>().ToArray()).Within(15).Percent);
        Assert.That(norm.running_mean!.abs().max().ToDouble(), Is.LessThan(0.1));
        Assert.That(norm.momentum, Is.EqualTo(0.1));
    }

    private StepResult Train(Trainer trainer, TrainingConfig config, int steps)
    {
        var batches = new TextureBatches(textures, config);
        StepResult result = null!;
        for (int i = 0; i < steps; i++)
            result = trainer.Train(batches);
        return result;
    }
}
