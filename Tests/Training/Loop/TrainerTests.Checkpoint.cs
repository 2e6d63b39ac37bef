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
    [Test]
    public void A_checkpoint_continues_as_if_nothing_had_happened()
    {
        TrainingConfig config = TinyConfig.SaganPlus with { SpectralNormDiscriminator = true };
        using var uninterrupted = new Trainer(config, CPU);
        Train(uninterrupted, config, 3);
        string path = System.IO.Path.Combine(folder.Path, "a.checkpoint");
        Checkpoint.Write(path, uninterrupted);
        StepResult expected = Train(uninterrupted, config, 3);

        using var resumed = new Trainer(config with { Seed = 1 }, CPU);
        Checkpoint.Read(path, resumed);
        Assert.That(resumed.Step, Is.EqualTo(3));
        // Adam's moments and the singular vectors u, v count in these steps: only with them are the losses the same.
        StepResult actual = Train(resumed, config, 3);
        Assert.That(actual.LossD, Is.EqualTo(expected.LossD).Within(1e-6));
        Assert.That(actual.LossG, Is.EqualTo(expected.LossG).Within(1e-6));
    }

    [Test]
    public void Textures_seen_are_counted_though_the_batch_changes()
    {
        TrainingConfig config = TinyConfig.Sagan with { Batch = 4, DiscriminatorSteps = 2 };
        using var trained = new Trainer(config, CPU);
        Train(trained, config, 3);
        string path = System.IO.Path.Combine(folder.Path, "a.checkpoint");
        Checkpoint.Write(path, trained);
        TrainingConfig larger = config with { Batch = 8, DiscriminatorSteps = 1 };
        using var resumed = new Trainer(larger, CPU);
        Checkpoint.Read(path, resumed);
        Train(resumed, larger, 2);
        Assert.That(resumed.Images, Is.EqualTo(3 * 2 * 4 + 2 * 8));
    }

    [Test]
    public void Betas_are_the_options_and_not_the_checkpoints()
    {
        TrainingConfig config = TinyConfig.Sagan with { Beta1 = 0, Beta2 = 0.9 };
        using var trained = new Trainer(config, CPU);
        Train(trained, config, 3);
        string path = System.IO.Path.Combine(folder.Path, "a.checkpoint");
        Checkpoint.Write(path, trained);
        Assert.That(Resumed(config with { Beta1 = 0.9 }), Is.Not.EqualTo(Resumed(config)));
        Assert.That(Resumed(config with { Beta2 = 0.5 }), Is.Not.EqualTo(Resumed(config)));

        float[] Resumed(TrainingConfig config)
        {
            using var resumed = new Trainer(config, CPU);
            Checkpoint.Read(path, resumed);
            Train(resumed, config, 1);
            return resumed.Discriminator.parameters().SelectMany(weight => weight.data<float>().ToArray()).ToArray();
        }
    }

    [TestCase(0, 0.7)]
    [TestCase(0.5, 0.2)]
    public void A_fixed_strength_of_augmentation_is_the_options_and_an_adaptive_one_is_kept(double target, double strength)
    {
        TrainingConfig config = TinyConfig.SaganPlus with { Augment = Augmentation.Color, AugmentStrength = 0.2, AugmentTarget = target };
        using var trained = new Trainer(config, CPU);
        string path = System.IO.Path.Combine(folder.Path, "a.checkpoint");
        Checkpoint.Write(path, trained);
        TrainingConfig changed = config with { AugmentStrength = 0.7 };
        using var resumed = new Trainer(changed, CPU);
        Checkpoint.Read(path, resumed);
        // A step changes an adaptive one by at most 4 images of 100000.
        Assert.That(Train(resumed, changed, 1).Metrics["augment"], Is.EqualTo(strength).Within(1e-4));
    }

    [Test]
    public void A_checkpoint_keeps_the_singular_vectors()
    {
        TrainingConfig config = TinyConfig.Sagan;
        using var trained = new Trainer(config, CPU);
        Train(trained, config, 3);
        string path = System.IO.Path.Combine(folder.Path, "a.checkpoint");
        Checkpoint.Write(path, trained);
        using var resumed = new Trainer(config with { Seed = 7 }, CPU);
        Assert.That(Vectors(resumed).Equals(Vectors(trained)), Is.False);
        Checkpoint.Read(path, resumed);
        Assert.That(Vectors(resumed).Equals(Vectors(trained)), Is.True);

        static Tensor Vectors(Trainer trainer)
        {
            Tensor[] vectors = new nn.Module[] { trainer.ExportedGenerator, trainer.Discriminator }
                .SelectMany(network => network.modules().OfType<SpectralNorm>()).SelectMany(norm => norm.buffers()).ToArray();
            // u and v of 6 layers in G and 6 in D.
            Assert.That(vectors, Has.Length.EqualTo(2 * (6 + 6)));
            return cat(vectors);
        }
    }

    [TestCase("sagan")]
    [TestCase("sagan-plus")]
    public void Resuming_gives_the_same_weights_to_the_last_bit(string preset)
    {
        int threads = get_num_threads();
        set_num_threads(1);
        try
        {
            TrainingConfig config = (preset == "sagan" ? TinyConfig.Sagan : TinyConfig.SaganPlus) with
            {
                Seamless = true,
                Augment = Augmentation.Color | Augmentation.Translation,
                AugmentTarget = 0.6,
                AugmentStrength = 0.3,
                AugmentImages = 100,
            };
            using var whole = new Trainer(config, CPU);
            Train(whole, config, 40);

            string path = System.IO.Path.Combine(folder.Path, "half.checkpoint");
            using (var first = new Trainer(config, CPU))
            {
                Train(first, config, 20);
                Checkpoint.Write(path, first);
            }
            using var second = new Trainer(config, CPU);
            Checkpoint.Read(path, second);
            Train(second, config, 20);
            foreach ((Tensor expected, Tensor actual) in whole.ExportedGenerator.parameters().Zip(second.ExportedGenerator.parameters()))
                Assert.That(actual.data<float>().ToArray(), Is.EqualTo(expected.data<float>().ToArray()));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Test]
    public void A_damaged_checkpoint_is_refused()
    {
        using var trainer = new Trainer(TinyConfig.Sagan, CPU);
        string path = System.IO.Path.Combine(folder.Path, "a.checkpoint");
        Checkpoint.Write(path, trainer);
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        Assert.That(
            () => Checkpoint.Read(path, trainer),
            Throws.TypeOf<TrainingException>().With.Message.Contains("Cannot resume from"));
    }
}
