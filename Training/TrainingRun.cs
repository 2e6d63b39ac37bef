using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using SagTextures.Models;
using SagTextures.Training.Data;
using SagTextures.Training.Export;
using SagTextures.Training.Loop;
using SagTextures.Training.Native;
using static TorchSharp.torch;

namespace SagTextures.Training;

/// <summary>A training from a folder of textures to a generator in a run folder.</summary>
public sealed class TrainingRun
{
    private const double SecondsBetweenReports = 1;
    private readonly TrainingConfig config;
    private readonly TextureFolder textures;
    private readonly TextureBatches batches;
    private readonly RunFolder folder;
    private readonly Trainer trainer;
    private readonly Action<TrainingProgress>? report;
    private string? sample;

    private TrainingRun(
        TrainingConfig config, TextureFolder textures, TextureBatches batches, RunFolder folder, Trainer trainer,
        Action<TrainingProgress>? report) =>
        (this.config, this.textures, this.batches, this.folder, this.trainer, this.report) =
        (config, textures, batches, folder, trainer, report);

    /// <summary>Trains until all steps are made, the token is cancelled or a file <c>stop</c> appears in the run folder.</summary>
    /// <param name="config">All options.</param>
    /// <param name="texturesPath">Folder of training images; sub-folders are classes.</param>
    /// <param name="runPath">The run folder; made if missing.</param>
    /// <param name="resume">Go on from the newest checkpoint of the run folder, if it has one.</param>
    /// <param name="report">Gets the same reports as <c>progress.jsonl</c>, on this thread.</param>
    /// <param name="cancellation">Stops after the step at hand, with a checkpoint.</param>
    /// <returns>The last report: completed or stopped.</returns>
    /// <exception cref="SagTexturesException">The training cannot start or go on.</exception>
    public static TrainingProgress Start(
        TrainingConfig config, string texturesPath, string runPath, bool resume = false,
        Action<TrainingProgress>? report = null, CancellationToken cancellation = default)
    {
        config.Check();
        var folder = new RunFolder(runPath);
        if (!resume && folder.Checkpoints.Count > 0)
            throw new TrainingException(
                $"--run {runPath} holds a training already; add --resume to go on with it, or name another folder.");
        bool shrink = config.Fit == ImageFit.Shrink || (config.Fit == ImageFit.Auto && config.Seamless);
        TextureFolder textures = TextureFolder.Read(texturesPath, config.Resolution, config.MinimumImages, shrink);
        folder.WriteConfig(config);
        // A file of an earlier training is gone; one that came while this process was being set up holds.
        using (Process self = Process.GetCurrentProcess())
        {
            if (File.GetLastWriteTime(folder.StopPath) < self.StartTime)
                File.Delete(folder.StopPath);
        }
        TorchLibrary.EnsureLoaded();
        var batches = new TextureBatches(textures, config);
        using var trainer = new Trainer(config, DeviceOf(config), batches.ImageLabels);
        if (resume && folder.Checkpoints.Count > 0)
            Checkpoint.Read(folder.Checkpoints[^1], trainer);
        return new TrainingRun(config, textures, batches, folder, trainer, report).Run(cancellation);
    }

    private TrainingProgress Run(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        int reportedStep = trainer.Step;
        StepResult result = new(0, 0, new Dictionary<string, double>());
        string? message = textures.Skipped.Count == 0 ? null : $"skipped {string.Join("; ", textures.Skipped)}";
        try
        {
            Report(TrainingStatus.Running);
            while (trainer.Step < config.Steps)
            {
                if (cancellation.IsCancellationRequested || File.Exists(folder.StopPath))
                {
                    trainer.EstimateStatistics();
                    SaveCheckpoint();
                    return Report(TrainingStatus.Stopped);
                }
                StepResult next = trainer.Train(batches);
                if (!next.IsFinite)
                    throw new TrainingException(
                        $"A loss is no longer a number at step {trainer.Step}; resume from the last checkpoint "
                        + "with a lower learning rate.");
                result = next;
                bool last = trainer.Step == config.Steps, sampled = last || trainer.Step % config.SampleEvery == 0;
                bool saved = last || trainer.Step % config.CheckpointEvery == 0;
                if (sampled || saved)
                    trainer.EstimateStatistics();
                if (sampled)
                    SaveSample();
                if (saved)
                    SaveCheckpoint();
                if (!last && (sampled || clock.Elapsed.TotalSeconds >= SecondsBetweenReports))
                    Report(TrainingStatus.Running);
            }
            return Report(TrainingStatus.Completed);
        }
        catch (SagTexturesException e)
        {
            message = e.Message;
            TryReport(TrainingStatus.Failed);
            throw;
        }

        TrainingProgress Report(TrainingStatus status)
        {
            int steps = trainer.Step - reportedStep;
            double seconds = clock.Elapsed.TotalSeconds;
            var progress = new TrainingProgress
            {
                Step = trainer.Step,
                Steps = config.Steps,
                Images = (long)trainer.Step * config.Batch,
                LossD = result.LossD,
                LossG = result.LossG,
                Metrics = result.Metrics,
                ImagesPerSecond = steps * config.Batch / seconds,
                EtaSeconds = steps == 0 ? 0 : (config.Steps - trainer.Step) * seconds / steps,
                Sample = sample,
                Status = status,
                Message = message,
            };
            (reportedStep, message) = (trainer.Step, null);
            clock.Restart();
            folder.AppendProgress(progress);
            report?.Invoke(progress);
            return progress;
        }

        void TryReport(TrainingStatus status)
        {
            try
            {
                Report(status);
            }
            catch (SagTexturesException)
            {
                // The disk that made the run fail may refuse this too; the first error is the one to show.
            }
        }
    }

    private void SaveSample()
    {
        string path = RunFolder.SamplePath(trainer.Step);
        using Tensor textures = trainer.Sample(config.SampleCount);
        SampleGrid.Write(Path.Combine(folder.Root, path), textures);
        sample = path;
    }

    private void SaveCheckpoint()
    {
        Checkpoint.Write(folder.CheckpointPath(trainer.Step), trainer);
        folder.PruneCheckpoints(config.KeepCheckpoints);
        var provenance = new Provenance(
            trainer.Step, (long)trainer.Step * config.Batch, Path.GetFileName(Path.TrimEndingDirectorySeparator(textures.Path)),
            textures.Textures.Count, config.Preset)
        {
            Classes = batches.Classes,
        };
        ModelFile.Write(
            GeneratorExporter.Export(trainer.ExportedGenerator, config, provenance), folder.GeneratorPath);
    }

    private static Device DeviceOf(TrainingConfig config) => config.Device switch
    {
        "cpu" => CPU,
        "cuda" when !cuda.is_available() => throw new TrainingException(
            "--device cuda: no CUDA device here, or not built for one (dotnet build -p:Torch=cuda); use --device cpu."),
        "cuda" => CUDA,
        _ => cuda.is_available() ? CUDA : CPU,
    };
}
