using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Editor;
using SagTextures.Models;
using SagTextures.Training;

using TrainingEstimate = SagTextures.Editor.TrainingEstimate;
using TrainingStatus = SagTextures.Editor.TrainingStatus;

namespace SagTextures.Tests.Control;

/// <summary>What editors do with trainings, with the real trainer in a process of its own.</summary>
public sealed class TrainingProcessTests
{
    private SmallTraining small = null!;

    [SetUp]
    public void WriteTextures() => small = new SmallTraining();

    [TearDown]
    public void DeleteFolder() => small.Dispose();

    [Test]
    public void ARunIsFoundAgainStoppedAndResumed()
    {
        using TrainingProcess started = small.Start();
        SmallTraining.WaitForStep(started, 1);

        // A domain reload: nothing is left but the folder.
        using TrainingProcess found = TrainingProcess.Attach(small.Run);
        Assert.That(found.Status, Is.EqualTo(TrainingStatus.Running));
        Assert.That(() => small.Start(), Throws.TypeOf<SagTexturesException>().With.Message.Contains("already"));
        found.Stop();
        SmallTraining.WaitForEnd(found);
        Assert.That(found.Status, Is.EqualTo(TrainingStatus.Stopped));
        SmallTraining.WaitForEnd(started);
        Assert.That(started.ExitCode, Is.EqualTo(130));

        TrainingOptions options = small.Options(steps: (int)found.Progress!.Step + 2);
        options.Resume = true;
        using TrainingProcess resumed = TrainingProcess.Start(SmallTraining.Sag, options);
        Assert.That(resumed.Update().Last().Status, Is.EqualTo(TrainingStatus.Stopped), "the old report");
        Assert.That(resumed.Status, Is.EqualTo(TrainingStatus.Running));
        SmallTraining.WaitForEnd(resumed);
        Assert.That(resumed.Status, Is.EqualTo(TrainingStatus.Completed), resumed.Message);
        Assert.That(resumed.Progress!.Step, Is.EqualTo(found.Progress.Step + 2));
    }

    [Test]
    public void AStopBeforeTheFirstStepHolds()
    {
        using TrainingProcess training = small.Start();
        training.Stop();
        SmallTraining.WaitForEnd(training);
        Assert.That(training.Status, Is.EqualTo(TrainingStatus.Stopped));
    }

    [Test]
    public void AKilledTrainerIsToldFromOneThatEnded()
    {
        using TrainingProcess started = small.Start();
        SmallTraining.WaitForStep(started, 1);
        using TrainingProcess found = TrainingProcess.Attach(small.Run);
        found.Update();
        small.Kill();

        Assert.That(found.IsRunning, Is.False);
        Assert.That(found.Status, Is.EqualTo(TrainingStatus.Killed));
        Assert.That(found.Message, Does.Contain("resumed"));
        SmallTraining.WaitForEnd(started);
        Assert.That(started.Status, Is.EqualTo(TrainingStatus.Killed));
    }

    [Test]
    public void AResumedRunIsReadPastTheLineThatAKilledTrainerLeftHalfWritten()
    {
        using (TrainingProcess started = small.Start())
        {
            SmallTraining.WaitForStep(started, 6);
            small.Kill();
        }

        File.AppendAllText(Path.Combine(small.Run, "progress.jsonl"), "{\"step\":7,\"ste");
        TrainingOptions options = small.Options(steps: 2_000_000);
        options.Resume = true;
        using TrainingProcess resumed = TrainingProcess.Start(SmallTraining.Sag, options);
        long before = resumed.Update().Count;
        while (resumed.Progress!.Steps != 2_000_000)
        {
            Assert.That(resumed.IsRunning, resumed.Message);
            resumed.Update();
        }

        Assert.That(before, Is.Positive);
        resumed.Stop();
        SmallTraining.WaitForEnd(resumed);
        Assert.That(resumed.Status, Is.EqualTo(TrainingStatus.Stopped));
    }

    [Test]
    public void ATrainerThatRefusesItsOptionsSaysWhy()
    {
        TrainingOptions options = small.Options();
        options.Resolution = 100;
        using TrainingProcess training = TrainingProcess.Start(SmallTraining.Sag, options);
        SmallTraining.WaitForEnd(training);

        Assert.That(training.Status, Is.EqualTo(TrainingStatus.Failed));
        Assert.That(training.Message, Does.Contain("resolution 100"));
        Assert.That(training.ExitCode, Is.EqualTo(2));
        Assert.That(TrainingProcess.Attach(small.Run).Message, Is.EqualTo(training.Message), "after an editor's restart too");
    }

    [Test]
    public void AnotherProcessWithTheTrainersNumberIsNotTheTrainer()
    {
        using TrainingProcess started = small.Start();
        string file = Path.Combine(small.Run, "trainer.pid");
        string[] words = File.ReadAllText(file).Split(' ');
        File.WriteAllText(file, $"{words[0]} {long.Parse(words[1]) - 5} {words[2]}");
        Assert.That(TrainingProcess.Attach(small.Run).IsRunning, Is.False);

        File.WriteAllText(file, string.Join(' ', words));
        Assert.That(TrainingProcess.Attach(small.Run).IsRunning);
        started.Stop();
        SmallTraining.WaitForEnd(started);
    }

    [Test]
    public void TheModelIsCopiedWholeWhileTheTrainingGoesOn()
    {
        string model = Path.Combine(small.Folder, "assets", "model.safetensors");
        using TrainingProcess training = small.Start();
        Assert.That(() => training.CopyModel(model), Throws.TypeOf<SagTexturesException>().With.Message.Contains("no model yet"));
        SmallTraining.WaitForStep(training, 6);

        for (int i = 0; i < 20; i++)
        {
            training.CopyModel(model);
            Assert.That(ModelFile.Read(model).Description.Resolution, Is.EqualTo(16));
        }

        Assert.That(Directory.GetFiles(Path.GetDirectoryName(model)!), Has.Length.EqualTo(1), "nothing temporary stays");
        training.Stop();
        SmallTraining.WaitForEnd(training);
    }

    [Test]
    public void RunsAreListedAsTheyStand()
    {
        Assert.That(TrainingProcess.List(Path.Combine(small.Folder, "none")), Is.Empty);
        Directory.CreateDirectory(Path.Combine(small.Runs, "not a run"));
        using (TrainingProcess completed = small.Start(steps: 2))
            SmallTraining.WaitForEnd(completed);
        Assert.That(TrainingProcess.List(small.Runs).Select(run => (run.RunFolder, run.Status)),
            Is.EqualTo(new[] { (small.Run, TrainingStatus.Completed) }));
    }

    [Test]
    public void ARunThatWasStartedInATerminalCountsAsRunningWhileItReports()
    {
        using (TrainingProcess started = small.Start())
        {
            SmallTraining.WaitForStep(started, 1);
            small.Kill();
        }

        File.Delete(Path.Combine(small.Run, "trainer.pid"));
        string progress = Path.Combine(small.Run, "progress.jsonl");
        Assert.That(TrainingProcess.List(small.Runs).Single().Status, Is.EqualTo(TrainingStatus.Running));
        File.SetLastWriteTimeUtc(progress, DateTime.UtcNow.AddHours(-1));
        Assert.That(TrainingProcess.List(small.Runs).Single().Status, Is.EqualTo(TrainingStatus.Killed));
    }

    [Test]
    public async Task AnEstimateComesBeforeTheTraining()
    {
        TrainingEstimate estimate = await TrainingEstimate.CreateAsync(SmallTraining.Sag, small.Options(steps: 100));
        Assert.That(estimate.Images, Is.EqualTo(Directory.GetFiles(small.Textures, "*", SearchOption.AllDirectories).Length));
        Assert.That(estimate.Classes, Is.EquivalentTo(Directory.GetDirectories(small.Textures).Select(Path.GetFileName)));
        Assert.That(estimate.Duration.TotalSeconds, Is.EqualTo(estimate.SecondsPerStep * 100).Within(0.1));
        Assert.That(new[] { estimate.MemoryMegabytes, estimate.GeneratorParameters, estimate.DiscriminatorParameters }, Is.All.Positive);
        Assert.That(Directory.Exists(small.Run), Is.False, "nothing is kept");
    }

    [Test]
    public void AnEstimateThatIsRefusedSaysWhy()
    {
        TrainingOptions options = small.Options();
        options.Resolution = 100;
        Assert.That(
            async () => await TrainingEstimate.CreateAsync(SmallTraining.Sag, options),
            Throws.TypeOf<SagTexturesException>().With.Message.Contains("resolution 100"));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "The stand-in is a shell script.")]
    public void ACancelledEstimateEndsItsTrainer()
    {
        // A trainer that never comes to an end by itself.
        string program = Path.Combine(small.Folder, "endless");
        string started = Path.Combine(small.Folder, "pid");
        File.WriteAllText(program, $"echo $$ >'{started}.new'\nmv '{started}.new' '{started}'\nexec sleep 1000\n");
        using var cancellation = new CancellationTokenSource();
        Task<TrainingEstimate> estimate = TrainingEstimate.CreateAsync(new SagCommand(program), small.Options(), cancellation.Token);
        Assert.That(() => File.Exists(started), Is.True.After(30_000, 10));
        cancellation.Cancel();
        Assert.That(async () => await estimate, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(
            () => Process.GetProcessById(int.Parse(File.ReadAllText(started))), Throws.ArgumentException, "the trainer has ended");
    }

    [Test]
    public void EditorsOfferThePresetsThereAre() =>
        Assert.That(TrainingOptions.Presets, Is.EquivalentTo(TrainingPresets.All.Keys));

    [Test]
    public void AMissingTrainerIsNamed() => Assert.That(
        () => TrainingProcess.Start(new SagCommand(Path.Combine(small.Folder, "sag")), small.Options()),
        Throws.TypeOf<SagTexturesException>().With.Message.Contains(small.Folder));
}
