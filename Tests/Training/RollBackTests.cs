using System.IO;
using System.Linq;
using NUnit.Framework;
using SagTextures.Training;
using SagTextures.Training.Loop;
using static TorchSharp.torch;

namespace SagTextures.Tests;

/// <summary>Runs that go wrong, and how they go on.</summary>
public class RollBackTests : RunFixture
{
    private string[] Messages => Reports.Select(report => report.Message ?? "").ToArray();

    [Test]
    public void A_run_that_blows_up_says_so()
    {
        TrainingConfig config = TinyConfig.Sagan with
        {
            LearningRateDiscriminator = 0.9,
            LearningRateGenerator = 0.9,
            SpectralNormDiscriminator = false,
            Beta2 = 0,
            R1Gamma = 1e30,
            PenaltyInterval = 1,
            Steps = 500,
        };
        Assert.That(
            () => TrainingRun.Start(config, Textures, Run),
            Throws.TypeOf<GivenUpException>().With.Message.Contains("no longer a number"));
        TrainingProgress end = Reports[^1];
        Assert.That(end.Status, Is.EqualTo(TrainingStatus.Failed));
        Assert.That(end.Message, Does.Contain("learning rate"));
    }

    [Test]
    public void A_run_that_goes_wrong_goes_back_slower_and_gives_up_in_the_end()
    {
        TrainingConfig config = TinyConfig.Sagan with
        {
            LearningRateDiscriminator = 0.9,
            LearningRateGenerator = 0.9,
            SpectralNormDiscriminator = false,
            Beta2 = 0,
            R1Gamma = 1e18,
            PenaltyInterval = 2,
            Rollbacks = 2,
            CheckpointEvery = 1,
            Steps = 500,
        };
        Assert.That(
            () => TrainingRun.Start(config, Textures, Run),
            Throws.TypeOf<GivenUpException>().With.Message.Contains("gone back 2 times already"));
        string[] messages = Messages;
        Assert.That(messages, Has.Exactly(1).Contains("with 0.5 of the learning rates"));
        Assert.That(messages, Has.Exactly(1).Contains("with 0.25 of the learning rates"));
        Assert.That(Reports[^1].Status, Is.EqualTo(TrainingStatus.Failed));
    }

    [Test]
    public void Rates_that_are_far_too_high_are_noticed_lowered_and_given_up()
    {
        TrainingConfig config = TinyConfig.SaganPlus with
        {
            LearningRateDiscriminator = 1000 * TinyConfig.SaganPlus.LearningRateDiscriminator,
            Steps = 200,
            SampleEvery = 10,
            Rollbacks = 2,
        };
        string failure = Assert.Throws<GivenUpException>(() => TrainingRun.Start(config, Textures, Run))!.Message;
        Assert.That(failure, Does.Contain("gone back 2 times already").And.Contain("learningRateDiscriminator"));
        string[] messages = Messages;
        Assert.That(messages.Count(message => message.Contains("the discriminator diverges")), Is.EqualTo(3), "two ways back and the end");
        Assert.That(messages, Has.Exactly(1).Contains("with 0.25 of the learning rates"));
        Assert.That(Reports[^1].Status, Is.EqualTo(TrainingStatus.Failed));
        Assert.That(File.ReadAllText(Path.Combine(Run, "report.html")), Does.Contain("the discriminator diverges"));
        using var trainer = new Trainer(config, CPU);
        Checkpoint.Read(new RunFolder(Run).NewestCheckpoint!, trainer);
        Assert.That((trainer.Rollbacks, trainer.RateScale), Is.EqualTo((2, 0.25)), "a resumed run has gone back, too");
    }

    [Test]
    public void A_rate_that_is_a_hundred_times_too_high_is_noticed_and_lowered()
    {
        TrainingConfig config = TinyConfig.SaganPlus with
        {
            LearningRateDiscriminator = 100 * TinyConfig.SaganPlus.LearningRateDiscriminator,
            Steps = 150,
            Rollbacks = 20,
        };
        Assert.That(TrainingRun.Start(config, Textures, Run).Status, Is.EqualTo(TrainingStatus.Completed));
        Assert.That(
            Messages, Has.Some.Contains("the discriminator diverges").And.Some.Contains("with 0.5 of the learning rates"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_run_that_goes_wrong_from_its_best_checkpoint_again_goes_back_further(bool beforeItWasResumed)
    {
        TrainingConfig config = TinyConfig.SaganPlus with { Steps = 10 };
        TrainingRun.Start(config, Textures, Run);
        var folder = new RunFolder(Run);
        using (var trainer = new Trainer(config, CPU))
        {
            // What was saved as the best is spoilt, and so is the newest.
            Checkpoint.Read(folder.Checkpoints[^1], trainer);
            using (no_grad())
                trainer.Discriminator.parameters().First().view(-1)[0] = float.NaN;
            trainer.BestScore = 0;
            if (beforeItWasResumed)
                trainer.ReturnedTo = [10];
            Checkpoint.Write(folder.CheckpointPath(10), trainer);
            Checkpoint.Write(folder.BestCheckpointPath, trainer);
        }
        TrainingProgress last = TrainingRun.Start(config with { Steps = 20 }, Textures, Run, resume: true);
        Assert.That((last.Status, last.Step), Is.EqualTo((TrainingStatus.Completed, 20)));
        Assert.That(
            Messages.Where(message => message.Contains("going on")).Select(message => message.Split("going on from ")[1]),
            Is.EqualTo(beforeItWasResumed
                ? new[] { "step 0 with 0.5 of the learning rates" }
                : ["step 10 with 0.5 of the learning rates", "step 0 with 0.25 of the learning rates"]));
        using var resumed = new Trainer(config, CPU);
        Checkpoint.Read(folder.NewestCheckpoint!, resumed);
        Assert.That(resumed.BestScore, Is.EqualTo(0), "what measured best stays the best");
        Assert.That(resumed.ReturnedTo, Is.EqualTo(new[] { 10, 0 }));
        Assert.That(resumed.MostDiversity, Is.Positive);
    }

    [Test]
    public void A_weight_that_is_no_number_sends_the_run_back_and_it_completes()
    {
        TrainingConfig config = TinyConfig.SaganPlus with { Steps = 10 };
        TrainingRun.Start(config, Textures, Run);
        var folder = new RunFolder(Run);
        using (var trainer = new Trainer(config, CPU))
        {
            Checkpoint.Read(folder.Checkpoints[^1], trainer);
            using (no_grad())
                trainer.Discriminator.parameters().First().view(-1)[0] = float.NaN;
            Checkpoint.Write(folder.CheckpointPath(11), trainer);
        }
        TrainingProgress last = TrainingRun.Start(config with { Steps = 20 }, Textures, Run, resume: true);
        Assert.That((last.Status, last.Step), Is.EqualTo((TrainingStatus.Completed, 20)));
        string[] messages = Messages;
        Assert.That(messages, Has.Exactly(1).Contains("no longer a number; going on from step"));
    }
}
