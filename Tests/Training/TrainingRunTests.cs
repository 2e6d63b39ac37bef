using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Training;
using SagTextures.Training.CommandLine;
using SagTextures.Training.Loop;
using static TorchSharp.torch;

namespace SagTextures.Tests;

public class TrainingRunTests : RunFixture
{
    [Test]
    public void A_run_folder_holds_what_editors_read()
    {
        File.WriteAllText(Path.Combine(Textures, "torn.png"), "no picture");
        TrainingProgress last = TrainingRun.Start(TinyConfig.SaganPlus, Textures, Run);
        Assert.That(last.Status, Is.EqualTo(TrainingStatus.Completed));
        Assert.That(ConfigFile.Read(Path.Combine(Run, "config.json"), preset: null), Is.EqualTo(TinyConfig.SaganPlus));
        Assert.That(File.Exists(Path.Combine(Run, "samples", "step-000005.png")), Is.True);
        Assert.That(File.Exists(Path.Combine(Run, "samples", "step-000010.png")), Is.True);
        Assert.That(Directory.GetFiles(Path.Combine(Run, "checkpoints")), Has.Length.EqualTo(4), "the start, two, and the best");
        GeneratorModel model = ModelFile.Read(Path.Combine(Run, "generator.safetensors"));
        Assert.That(model.Description.Resolution, Is.EqualTo(16));
        Assert.That(model.Description.TrainingJson, Does.Contain("\"steps\":10"));

        Assert.That(new DirectoryInfo(Path.Combine(Run, "tensorboard")).GetFiles().Sum(file => file.Length), Is.GreaterThan(100));
        string page = File.ReadAllText(Path.Combine(Run, "report.html"));
        Assert.That(page, Does.Contain("Losses of D and G").And.Contain("<polyline").And.Contain("data:image/png;base64,").And.Not.Contain("src=\"samples"));

        JsonElement[] lines = ProgressLines();
        Assert.That(lines[0].GetProperty("message").GetString(), Does.Contain("torn.png"));
        JsonElement end = lines[^1];
        Assert.That(end.GetProperty("step").GetInt32(), Is.EqualTo(10));
        Assert.That(end.GetProperty("steps").GetInt32(), Is.EqualTo(10));
        Assert.That(end.GetProperty("images").GetInt64(), Is.EqualTo(40));
        Assert.That(end.GetProperty("status").GetString(), Is.EqualTo("completed"));
        Assert.That(end.GetProperty("sample").GetString(), Is.EqualTo("samples/step-000010.png"));
        Assert.That(end.GetProperty("lossD").GetDouble(), Is.Not.Zero);
        Assert.That(end.GetProperty("lossG").GetDouble(), Is.Not.Zero);
        Assert.That(end.GetProperty("metrics").TryGetProperty("gammaG", out _), Is.True);
        Assert.That(end.TryGetProperty("imagesPerSecond", out _) && end.TryGetProperty("etaSeconds", out _), Is.True);
    }

    [Test]
    public void A_run_that_ends_by_anything_says_so_in_its_reports()
    {
        Assert.That(
            () => TrainingRun.Start(
                TinyConfig.Sagan with { SampleEvery = 2 }, Textures, Run,
                report: progress =>
                {
                    if (progress.Step == 2)
                        throw new IOException("the pipe is broken\n   at some place");
                }),
            Throws.TypeOf<IOException>());
        TrainingProgress end = new RunFolder(Run).ReadProgress().Last();
        Assert.That((end.Status, end.Message), Is.EqualTo((TrainingStatus.Failed, "the pipe is broken")));
    }

    [Test]
    public void Cancelling_saves_and_resuming_completes()
    {
        using var cancellation = new CancellationTokenSource();
        TrainingProgress stopped = TrainingRun.Start(
            TinyConfig.Sagan with { Steps = 1000, SampleEvery = 2 }, Textures, Run,
            report: progress =>
            {
                if (progress.Step >= 2)
                    cancellation.Cancel();
            },
            cancellation: cancellation.Token);
        Assert.That(stopped.Status, Is.EqualTo(TrainingStatus.Stopped));
        Assert.That(stopped.Step, Is.InRange(2, 999));
        TrainingProgress completed = TrainingRun.Start(
            ConfigFile.Read(Path.Combine(Run, "config.json"), preset: null) with { Steps = stopped.Step + 3 }, Textures, Run, resume: true);
        Assert.That(completed.Status, Is.EqualTo(TrainingStatus.Completed));
        Assert.That(completed.Step, Is.EqualTo(stopped.Step + 3));
    }

    [Test]
    public void A_resumed_run_goes_on_from_its_checkpoint_without_gaps_or_doubles()
    {
        TrainingConfig config = TinyConfig.SaganPlus with { SampleEvery = 1 };
        TrainingRun.Start(config, Textures, Run);
        // As a trainer leaves it that is killed after step 10, and before its checkpoint.
        var folder = new RunFolder(Run);
        File.Delete(folder.CheckpointPath(10));
        File.AppendAllText(folder.ProgressPath, "{\"step\":11,\"ste");
        File.Copy(folder.Samples[^1], Path.Combine(Run, RunFolder.SamplePath(11)));
        TrainingRun.Start(config with { Steps = 7 }, Textures, Run, resume: true);

        TrainingProgress[] reports = ProgressLines().Select(line => line.Deserialize<TrainingProgress>(TrainingConfig.JsonOptions)!).ToArray();
        Assert.That(reports.Select(report => report.Step), Is.EqualTo(new[] { 0, 1, 2, 3, 4, 5, 5, 6, 7 }));
        (TrainingProgress before, TrainingProgress after) = (reports[5], reports[6]);
        Assert.That((after.LossD, after.LossG, after.Sample), Is.EqualTo((before.LossD, before.LossG, "samples/step-000005.png")));
        Assert.That(folder.Samples.Select(Path.GetFileName), Is.EqualTo(Enumerable.Range(1, 7).Select(step => $"step-00000{step}.png")));
    }

    [Test]
    public void A_run_that_is_resumed_past_its_last_step_is_done()
    {
        TrainingRun.Start(TinyConfig.Sagan, Textures, Run);
        using var output = new StringWriter();
        using var line = new TrainingProgressLine(output, Run);
        TrainingProgress last = TrainingRun.Start(TinyConfig.Sagan with { Steps = 4 }, Textures, Run, resume: true, report: line.Report);
        Assert.That((last.Status, last.Step), Is.EqualTo((TrainingStatus.Completed, 10)));
    }

    [Test]
    public void Two_trainings_do_not_share_a_folder()
    {
        TrainingException? second = null;
        TrainingRun.Start(TinyConfig.Sagan with { Steps = 1 }, Textures, Run, report: _ =>
            second ??= Assert.Throws<TrainingException>(() => TrainingRun.Start(TinyConfig.Sagan, Textures, Run, resume: true)));
        Assert.That(second?.Message, Does.Contain($"--run {Run}: another training is at work in it"));
        Assert.That(File.Exists(Path.Combine(Run, "lock")), Is.False);
    }

    [Test]
    public void What_measures_best_between_checkpoints_is_kept()
    {
        TrainingConfig config = TinyConfig.SaganPlus with { SampleEvery = 1, CheckpointEvery = 100, Steps = 6 };
        TrainingRun.Start(config, Textures, Run);
        var folder = new RunFolder(Run);
        TrainingProgress best = folder.ReadProgress().Where(report => report.Step > 0).MinBy(report => report.Metrics[Quality.Score])!;
        using JsonDocument training = JsonDocument.Parse(ModelFile.Read(folder.GeneratorPath).Description.TrainingJson!);
        Assert.That(training.RootElement.GetProperty("steps").GetInt32(), Is.EqualTo(best.Step));
    }

    [Test]
    public void A_training_begins_with_the_networks_of_another()
    {
        TrainingConfig config = TinyConfig.SaganPlus with { Ema = 0, Steps = 1, SampleEvery = 1, CheckpointEvery = 1 };
        TrainingRun.Start(config, Textures, Run);
        string second = Path.Combine(Root, "second");
        TrainingProgress last = TrainingRun.Start(
            config with { From = Run, LearningRateGenerator = 1e-12, LearningRateDiscriminator = 1e-12 }, Textures, second);
        Assert.That(last.Step, Is.EqualTo(1), "it counts its own steps");
        Assert.That(Weights(second), Is.EqualTo(Weights(Run)).Within(1e-6));
        Assert.That(ConfigFile.Read(Path.Combine(second, "config.json"), preset: null).From, Is.EqualTo(Run));

        static float[] Weights(string run) => ModelFile.Read(new RunFolder(run).GeneratorPath).Tensors
            .First(tensor => tensor.Shape.Count == 4).ToArray();
    }

    [Test]
    public void Networks_of_another_kind_are_refused()
    {
        TrainingRun.Start(TinyConfig.Sagan with { Steps = 1 }, Textures, Run);
        string second = Path.Combine(Root, "second");
        Assert.That(
            () => TrainingRun.Start(TinyConfig.Sagan with { From = Run, GeneratorWidth = 16 }, Textures, second),
            Throws.TypeOf<TrainingException>().With.Message.Contains("Cannot begin with"));
        Assert.That(
            () => TrainingRun.Start(TinyConfig.Sagan with { From = Root }, Textures, second),
            Throws.TypeOf<TrainingException>().With.Message.Contains("no checkpoint"));
        Assert.That(new RunFolder(second).Checkpoints, Is.Empty);
    }

    [Test]
    public void A_stop_file_saves_and_ends_the_run()
    {
        TrainingProgress last = TrainingRun.Start(
            TinyConfig.Sagan with { Steps = 1000, SampleEvery = 2 }, Textures, Run,
            report: progress => File.WriteAllText(Path.Combine(Run, "stop"), ""));
        Assert.That(last.Status, Is.EqualTo(TrainingStatus.Stopped));
        Assert.That(ProgressLines()[^1].GetProperty("status").GetString(), Is.EqualTo("stopped"));
        Assert.That(new RunFolder(Run).Checkpoints, Has.Count.EqualTo(1));
    }

    [TestCase(null, TrainingStatus.Completed)]
    [TestCase("1", TrainingStatus.Stopped)]
    public void A_stop_file_older_than_the_trainer_holds_where_an_editor_called(string? editor, TrainingStatus expected)
    {
        Directory.CreateDirectory(Run);
        File.WriteAllText(new RunFolder(Run).StopPath, "");
        File.SetLastWriteTimeUtc(new RunFolder(Run).StopPath, System.DateTime.UtcNow.AddHours(-1));
        System.Environment.SetEnvironmentVariable("SAG_EDITOR", editor);
        try
        {
            TrainingProgress last = TrainingRun.Start(TinyConfig.Sagan with { Steps = 2 }, Textures, Run);
            Assert.That(last.Status, Is.EqualTo(expected));
        }
        finally
        {
            System.Environment.SetEnvironmentVariable("SAG_EDITOR", null);
        }
    }

    [TestCase(".")]
    [TestCase("")]
    public void A_model_is_named_after_its_textures_however_they_are_given(string end)
    {
        TrainingRun.Start(TinyConfig.Sagan with { Steps = 1 }, Path.Combine(Textures, end), Run);
        Assert.That(ModelFile.Read(new RunFolder(Run).GeneratorPath).Description.Name, Is.EqualTo("textures"));
    }

    [Test]
    public void A_finished_run_is_not_overwritten()
    {
        TrainingRun.Start(TinyConfig.Sagan with { Steps = 1 }, Textures, Run);
        Assert.That(
            () => TrainingRun.Start(TinyConfig.Sagan, Textures, Run),
            Throws.TypeOf<TrainingException>().With.Message.Contains("--resume"));
    }

    [Test]
    public void A_file_is_no_run_folder()
    {
        File.WriteAllText(Run, "");
        Assert.That(
            () => TrainingRun.Start(TinyConfig.Sagan, Textures, Run), Throws.TypeOf<TrainingException>().With.Message.Contains("it is a file"));
    }

    [Test]
    public void A_dry_run_measures_and_leaves_nothing()
    {
        TrainingEstimate estimate = TrainingEstimate.Measure(TinyConfig.SaganPlus, Textures);
        Assert.That(estimate.Images, Is.EqualTo(3));
        Assert.That(estimate.SecondsPerStep, Is.GreaterThan(0));
        Assert.That(estimate.Seconds, Is.EqualTo(estimate.SecondsPerStep * 10).Within(0.1));
        Assert.That(estimate.MemoryMegabytes, Is.GreaterThan(50));
        Assert.That(estimate.GeneratorParameters, Is.GreaterThan(1000));
        Assert.That(estimate.DiscriminatorParameters, Is.GreaterThan(1000));
        Assert.That(Directory.Exists(Run), Is.False);
    }

    [TestCaseSource(nameof(Impossible))]
    public void Impossible_options_are_refused_by_name(string option, TrainingConfig config) => Assert.That(
        () => TrainingRun.Start(config, Textures, Run),
        Throws.TypeOf<TrainingException>().With.Message.StartsWith(option));

    private static TestCaseData[] Impossible =>
    [
        new("resolution 48", TinyConfig.Sagan with { Resolution = 48 }),
        new("batch 1", TinyConfig.Sagan with { Batch = 1 }),
        new("steps 0", TinyConfig.Sagan with { Steps = 0 }),
        new("ema 1", TinyConfig.Sagan with { Ema = 1 }),
        new("device tpu", TinyConfig.Sagan with { Device = "tpu" }),
    ];

    private JsonElement[] ProgressLines() => File.ReadLines(Path.Combine(Run, "progress.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement).ToArray();
}
