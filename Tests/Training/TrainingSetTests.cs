using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Training;
using SagTextures.Training.Loop;

namespace SagTextures.Tests;

/// <summary>Trainings on sets that are small, doubled, plain, or have the run among them.</summary>
public class TrainingSetTests : RunFixture
{
    [Test]
    public void A_single_image_can_be_trained_on_by_who_wants_it()
    {
        foreach (string more in Directory.GetFiles(Textures, "*.png", SearchOption.AllDirectories).Skip(1))
            File.Delete(more);
        TrainingProgress last = TrainingRun.Start(TinyConfig.SaganPlus with { MinimumImages = 1 }, Textures, Run);
        Assert.That(last.Status, Is.EqualTo(TrainingStatus.Completed));
    }

    [Test]
    public void A_run_among_its_textures_does_not_learn_from_its_own_samples()
    {
        string run = Path.Combine(Textures, "run");
        TrainingRun.Start(TinyConfig.SaganPlus, Textures, run);
        TrainingRun.Start(TinyConfig.SaganPlus with { Steps = 15 }, Textures, run, resume: true);
        using JsonDocument training = JsonDocument.Parse(ModelFile.Read(new RunFolder(run).LatestGeneratorPath).Description.TrainingJson!);
        Assert.That(training.RootElement.GetProperty("datasetImages").GetInt32(), Is.EqualTo(3));
    }

    [TestCase(8, false, null)]
    [TestCase(5, true, "4 images are copies of others")]
    [TestCase(1, false, null)]
    public void Sets_of_few_images_work_or_are_refused_with_the_reason(int count, bool identical, string? warning)
    {
        Directory.Delete(Textures, recursive: true);
        TinyTextures.Write(Textures, "bricks", count, 16);
        foreach (string copy in Directory.GetFiles(Path.Combine(Textures, "bricks")).Where(_ => identical))
            File.WriteAllBytes(copy, File.ReadAllBytes(Path.Combine(Textures, "bricks", "bricks-0.png")));
        if (count == 1)
        {
            Assert.That(
                () => TrainingRun.Start(TinyConfig.SaganPlus, Textures, Run),
                Throws.TypeOf<TrainingException>().With.Message.Contains("only 1 usable image").And.Message.Contains("needs 2"));
            return;
        }
        Assert.That(TrainingRun.Start(TinyConfig.SaganPlus, Textures, Run).Status, Is.EqualTo(TrainingStatus.Completed));
        Assert.That(Reports[0].Message, Does.Contain(warning ?? "only 8 different images"));
    }

    [Test]
    public void Images_of_one_colour_can_be_trained_on_with_a_warning()
    {
        Directory.Delete(Textures, recursive: true);
        Directory.CreateDirectory(Textures);
        for (int i = 0; i < 4; i++)
            TinyTextures.WriteFlat(Path.Combine(Textures, $"{i}.png"), 16, 3, (byte)(90 + i));
        Assert.That(TrainingRun.Start(TinyConfig.SaganPlus, Textures, Run).Status, Is.EqualTo(TrainingStatus.Completed));
        Assert.That(Reports[0].Message, Does.Contain("4 images are of almost one colour"));
        Assert.That(Reports[^1].Metrics[Quality.Score], Is.Not.NaN);
    }

    [Test]
    public void A_refused_training_leaves_no_folder()
    {
        Assert.That(
            () => TrainingRun.Start(TinyConfig.Sagan with { MinimumImages = 4 }, Textures, Run), Throws.TypeOf<TrainingException>());
        Assert.That(Directory.Exists(Run), Is.False);
    }

    [Test]
    public void A_few_equal_images_can_be_trained_on_with_a_warning()
    {
        foreach (string copy in new[] { "b.png", "c.png" })
            File.Copy(Path.Combine(Textures, "bricks", "bricks-0.png"), Path.Combine(Textures, "bricks", copy));
        TinyTextures.WriteFlat(Path.Combine(Textures, "bricks", "flat.png"), 16, 3, 90);
        TrainingRun.Start(TinyConfig.SaganPlus with { Steps = 5 }, Textures, Run);
        string warning = Reports[0].Message!;
        Assert.That(warning, Does.Contain("2 images are copies").And.Contain("one colour, e.g. bricks/flat.png").And.Contain("only 4 different"));
    }
}
