using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Editor;
using SagTextures.Models;
using SagTextures.Tests.Control;
using SagTextures.Training;
using SagTextures.Training.CommandLine;
using SagTextures.Training.Data;
using SagTextures.Training.Networks;
using SagTextures.Training.SampleSet;

namespace SagTextures.Tests.CommandLine;

/// <summary>Small but real trainings.</summary>
public sealed partial class TrainCommandTests
{
    private string folder = "";
    private string textures = "";
    private string run = "";
    private string config = "";

    [SetUp]
    public void WriteTextures()
    {
        folder = Directory.CreateTempSubdirectory("sag-train-").FullName;
        textures = Path.Combine(folder, "textures");
        run = Path.Combine(folder, "run");
        config = Path.Combine(folder, "small.json");
        SampleTextureSet.Write(textures, count: 2, size: 16, ["albedo"], seed: 1);
        File.WriteAllText(config, """
            { "resolution": 16, "generatorWidth": 4, "generatorMaxWidth": 8, "discriminatorWidth": 4, "discriminatorMaxWidth": 8,
              "attentionGenerator": 8, "attentionDiscriminator": 8, "batch": 4, "device": "cpu", }
            """);
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task TrainExportGenerateAndResume()
    {
        SagRun train = await SagRun.Of("train", "--textures", textures, "--run", run, "--config", config, "--steps", "3");
        Assert.That((train.Code, train.Error), Is.EqualTo((0, "")));

        string model = Path.Combine(folder, "model.safetensors"), picture = Path.Combine(folder, "texture.png");
        Assert.That((await SagRun.Of("export", "--run", run, "--out", model)).Code, Is.Zero);
        Assert.That((await SagRun.Of("generate", "--model", model, "--backend", "cpu", "--out", picture)).Code, Is.Zero);
        Assert.That(File.Exists(picture));

        // What measured best, and what is newest, are models of their own.
        File.Delete(Path.Combine(run, "generator.safetensors"));
        Assert.That((await SagRun.Of("export", "--run", run, "--latest", "--out", model)).Code, Is.Zero);
        Assert.That(ModelFile.Read(model).Description.TrainingJson, Does.Contain("\"steps\":3,"));

        SagRun again = await SagRun.Of("train", "--textures", textures, "--run", run, "--config", config, "--steps", "5");
        Assert.That(again.Code, Is.EqualTo(1));
        Assert.That(again.ErrorLines, Has.Length.EqualTo(1).And.One.Contains("--resume"));

        SagRun other = await SagRun.Of("train", "--textures", textures, "--run", run, "--steps", "5", "--resume", "--preset", "dcgan");
        Assert.That(other.Code, Is.Not.Zero);
        Assert.That(other.ErrorLines, Has.Some.Contains($"{run} was begun with preset sagan, not dcgan"));

        SagRun resumed = await SagRun.Of("train", "--textures", textures, "--run", run, "--steps", "5", "--resume");
        Assert.That(resumed.Code, Is.Zero);
        JsonElement last = JsonDocument.Parse(File.ReadLines(Path.Combine(run, "progress.jsonl")).Last()).RootElement;
        Assert.That((last.GetProperty("step").GetInt32(), last.GetProperty("status").GetString()), Is.EqualTo((5, "completed")));
        JsonElement used = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "config.json"))).RootElement;
        Assert.That(used.GetProperty("generatorWidth").GetInt32(), Is.EqualTo(4), "the run's own options hold on resuming");
    }

    [Test]
    public async Task OptionsOfARunHoldUnderAFileOfFurtherOnes()
    {
        string more = Path.Combine(folder, "more.json");
        File.WriteAllText(more, "{ \"learningRateGenerator\": 1e-5 }");
        await SagRun.Of("train", "--textures", textures, "--run", run, "--config", config, "--steps", "1", "--seamless", "--seed", "7");
        SagRun resumed = await SagRun.Of("train", "--textures", textures, "--run", run, "--config", more, "--steps", "2", "--resume");
        Assert.That((resumed.Code, resumed.Error), Is.EqualTo((0, "")));
        TrainingConfig used = ConfigFile.Read(Path.Combine(run, "config.json"), preset: null);
        Assert.That((used.Seamless, used.Seed, used.GeneratorWidth, used.LearningRateGenerator), Is.EqualTo((true, 7, 4, 1e-5)));
    }

    [TestCase(new string[0], true)]
    [TestCase(new[] { "--seamless" }, true)]
    [TestCase(new[] { "--seamless", "false" }, false)]
    public async Task SeamlessIsWhatTheCommandLineSaysElseTheFile(string[] flag, bool isSeamless)
    {
        File.WriteAllText(config, File.ReadAllText(config).Replace("{", "{ \"seamless\": true, "));
        SagRun train = await SagRun.Of(["train", "--textures", textures, "--run", run, "--config", config, "--steps", "1", .. flag]);
        Assert.That((train.Code, train.Error), Is.EqualTo((0, "")));
        Assert.That(ConfigFile.Read(Path.Combine(run, "config.json"), preset: null).Seamless, Is.EqualTo(isSeamless));
    }

    [Test]
    public async Task ATrainingNeedsAFolder()
    {
        SagRun train = await SagRun.Of("train", "--textures", textures, "--config", config);
        Assert.That(train.Code, Is.EqualTo(2));
        Assert.That(train.ErrorLines, Has.Some.Contains("--run"));
    }

    [Test]
    public async Task ADryRunSaysWhatATrainingWouldTake()
    {
        SagRun dry = await SagRun.Of("train", "--textures", textures, "--config", config, "--steps", "100", "--dry-run", "--json");
        Assert.That((dry.Code, dry.Error), Is.EqualTo((0, "")));
        JsonElement estimate = JsonDocument.Parse(dry.Output).RootElement;
        Assert.That(
            estimate.EnumerateObject().Select(field => field.Name),
            Is.EquivalentTo(new[]
            {
                "images", "classes", "warnings", "secondsPerStep", "seconds", "memoryMB", "generatorParameters",
                "discriminatorParameters",
            }));
        Assert.That(dry.Output.TrimEnd(), Does.StartWith("{").And.Not.Contain("\n"));
        Assert.That(Directory.Exists(run), Is.False);
    }

    [Test]
    public async Task AKilledTrainerLosesNothingThatWasSaved()
    {
        string checkpoints = Path.Combine(run, "checkpoints");
        int unfinished = 0;
        for (int i = 0; unfinished < 2 && i < 20; i++)
        {
            int before = LastCheckpoint();
            using Process trainer = Process.Start(
                Path.Combine(AppContext.BaseDirectory, "sag"),
                ["train", "--textures", textures, "--run", run, "--config", config, "--resume", "--steps", "1000000", "--set", "checkpointEvery=1"]);
            while ((LastCheckpoint() < before + 2 || !IsWriting()) && !trainer.HasExited)
                Thread.Yield();
            Assert.That(trainer.HasExited, Is.False, "the trainer ended by itself");
            trainer.Kill();
            trainer.WaitForExit();
            if (IsWriting())
                unfinished++;
        }
        Assert.That(unfinished, Is.EqualTo(2), "killed in the middle of a checkpoint");
        int last = LastCheckpoint();
        SagRun resumed = await SagRun.Of("train", "--textures", textures, "--run", run, "--steps", $"{last + 2}", "--resume");
        Assert.That((resumed.Code, resumed.Error), Is.EqualTo((0, "")));
        int[] steps = new RunFolder(run).ReadProgress().Select(report => report.Step).ToArray();
        Assert.That(steps, Is.Ordered);
        Assert.That(steps.Count(step => step == last), Is.InRange(1, 2), "once when it was made, once when the run went on");
        Assert.That(File.ReadLines(Path.Combine(run, "progress.jsonl")).Count(), Is.EqualTo(steps.Length), "no line is half written");
        Assert.That(Directory.GetFiles(checkpoints, ".*"), Is.Empty);

        bool IsWriting() => Directory.Exists(checkpoints) && Directory.EnumerateFiles(checkpoints, ".step-*.tmp").Any();

        int LastCheckpoint() => new RunFolder(run).Checkpoints
            .Select(path => int.Parse(Path.GetFileName(path)[5..11])).DefaultIfEmpty(0).Max();
    }

    [Test]
    public void AThousandStepsTakeNoMoreMemoryThanAHundred()
    {
        // 24 KB of images a step: one batch that is not let go of makes 24 MB. The just-in-time compiler adds some 15.
        const int Warm = 200, Steps = 1200, AllowedMegabytes = 28;
        using Process trainer = StartProcess("--batch", "8", "--steps", $"{Steps}", "--set", "sampleEvery=100", "--set", "checkpointEvery=100");
        Assert.That(trainer.StandardError.ReadToEnd(), Is.Empty, "libtorch says nothing of its own");
        trainer.WaitForExit();
        Assert.That(trainer.ExitCode, Is.Zero);
        (int Step, double Memory)[] reports = new RunFolder(run).ReadProgress().Select(report => (report.Step, report.Metrics["memoryMB"])).ToArray();
        Assert.That(
            reports.Last(report => report.Step <= Steps).Memory - reports.Last(report => report.Step <= Warm).Memory,
            Is.LessThan(AllowedMegabytes), string.Join(", ", reports));
    }

    [Test]
    public async Task AModelIsMeasuredAgainstItsTextures()
    {
        await SagRun.Of("train", "--textures", textures, "--run", run, "--config", config, "--steps", "2");
        string model = Path.Combine(run, "generator.safetensors");
        SagRun evaluate = await SagRun.Of("evaluate", "--model", model, "--textures", textures, "--backend", "cpu", "--json");
        Assert.That((evaluate.Code, evaluate.Error), Is.EqualTo((0, "")));
        JsonElement measured = JsonDocument.Parse(evaluate.Output).RootElement;
        foreach (string set in new[] { "model", "real" })
            foreach (string name in new[] { "swd", "swd16", "colours", "kid", "precision", "recall", "diversity", "seam", "grid", "nearest" })
                Assert.That(measured.GetProperty(set).GetProperty(name).GetDouble(), Is.Not.NaN, name);
        Assert.That(
            measured.GetProperty("model").GetProperty("swd").GetDouble(),
            Is.GreaterThan(measured.GetProperty("real").GetProperty("swd").GetDouble()), "two steps do not make textures");
        SagRun table = await SagRun.Of("evaluate", "--model", model, "--textures", textures, "--backend", "cpu");
        Assert.That(table.Output, Does.Contain("lower is better"));
    }

    [Test]
    public async Task ImagesThatDoNotTileAreMendedOrMeasuredAsTheyAre()
    {
        string model = Path.Combine(folder, "model.safetensors");
        ModelFile.Write(RandomModel.Sagan(resolution: 32, width: 8, latent: 4, padding: PaddingMode.Circular), model);
        var half = new byte[32 * 32 * 3];
        for (int i = 0; i < half.Length; i++)
            half[i] = (byte)(i / 3 % 32 * 7);
        Directory.CreateDirectory(Path.Combine(textures, "slopes"));
        for (int i = 0; i < 8; i++)
            TinyTextures.Write(Path.Combine(textures, "slopes", $"{i}.png"), new RgbImage(32, 32, half));
        Assert.That(await Seam("--unmended"), Is.GreaterThan(4 * await Seam()));

        async Task<double> Seam(params string[] flags)
        {
            SagRun evaluate = await SagRun.Of(
                ["evaluate", "--model", model, "--textures", Path.Combine(textures, "slopes"), "--backend", "cpu", "--json", .. flags]);
            Assert.That((evaluate.Code, evaluate.Error), Is.EqualTo((0, "")));
            return JsonDocument.Parse(evaluate.Output).RootElement.GetProperty("real").GetProperty("seam").GetDouble();
        }
    }

    [Test]
    [Platform("Linux,MacOSX")]
    public void InterruptSavesAndExits130()
    {
        using TrainingProcess training = Start();
        SmallTraining.WaitForStep(training, 1);
        using Process trainer = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(run, "trainer.pid")).Split(' ')[0]));
        // The shell has it built in; a bare machine has no such program.
        Process.Start("bash", ["-c", $"kill -INT {trainer.Id}"]).WaitForExit();

        Assert.That(training.WaitForExit(TimeSpan.FromMinutes(2)));
        Assert.That(training.ExitCode, Is.EqualTo(130));
        AssertStoppedWithCheckpoint(training);
    }

    private Process StartProcess(params string[] options)
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "sag"), ["train", "--textures", textures, "--run", run, "--config", config, .. options])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        // However large this machine's caches are, garbage is collected early: what is left is what is held.
        start.Environment["DOTNET_GCgen0size"] = "200000";
        return Process.Start(start)!;
    }

    private TrainingProcess Start() => TrainingProcess.Start(
        SmallTraining.Sag, new TrainingOptions(textures, run) { Config = config, Steps = 1_000_000 });

    private void AssertStoppedWithCheckpoint(TrainingProcess training)
    {
        training.Update();
        Assert.That(training.Progress!.Status, Is.EqualTo(Editor.TrainingStatus.Stopped));
        Assert.That(Directory.GetFiles(Path.Combine(run, "checkpoints")), Is.Not.Empty);
        Assert.That(File.Exists(Path.Combine(run, "generator.safetensors")));
    }
}
