using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using NUnit.Framework;
using SagTextures.Editor;
using SagTextures.Training.SampleSet;

namespace SagTextures.Tests.Control;

/// <summary>A texture set, a network that makes a hundred steps a second, and the real trainer.</summary>
internal sealed class SmallTraining : IDisposable
{
    public SmallTraining()
    {
        Folder = Directory.CreateTempSubdirectory("sag editor ").FullName;
        Directory.CreateDirectory(Runs);
        SampleTextureSet.Write(Textures, count: 2, size: 16, ["albedo"], seed: 1);
        File.WriteAllText(Config, """
            { "resolution": 16, "generatorWidth": 4, "generatorMaxWidth": 8, "discriminatorWidth": 4, "discriminatorMaxWidth": 8,
              "attentionGenerator": 8, "attentionDiscriminator": 8, "batch": 4, "device": "cpu", "checkpointEvery": 5, "sampleEvery": 5 }
            """);
    }

    public static SagCommand Sag { get; } = new(Path.Combine(AppContext.BaseDirectory, "sag"));

    public string Folder { get; }

    public string Textures => Path.Combine(Folder, "my textures");

    public string Runs => Path.Combine(Folder, "runs");

    public string Run => Path.Combine(Runs, "first \"run\"");

    private string Config => Path.Combine(Folder, "small.json");

    public TrainingOptions Options(int? steps = null) => new(Textures, Run) { Config = Config, Steps = steps };

    public TrainingProcess Start(int steps = 1_000_000) => TrainingProcess.Start(Sag, Options(steps));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public static void WaitForStep(TrainingProcess training, int step)
    {
        while (training.Progress is not { } progress || progress.Step < step)
        {
            Assert.That(training.IsRunning, $"the trainer ended by itself: {training.Message}");
            Thread.Sleep(20);
            training.Update();
        }
    }

    /// <summary>Waits for the trainer's end and reads its last reports.</summary>
    public static void WaitForEnd(TrainingProcess training)
    {
        Assert.That(training.WaitForExit(TimeSpan.FromMinutes(2)));
        training.Update();
    }

    /// <summary>Ends the trainer as the system does when memory runs out.</summary>
    public void Kill()
    {
        using Process trainer = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(Run, "trainer.pid")).Split(' ')[0]));
        trainer.Kill();
        trainer.WaitForExit();
    }
}
