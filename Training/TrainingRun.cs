using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using SagTextures.Training.Data;
using SagTextures.Training.Loop;
using SagTextures.Training.Native;
using static TorchSharp.torch;

namespace SagTextures.Training;

/// <summary>A training from a folder of textures to a generator in a run folder.</summary>
public sealed class TrainingRun
{
    /// <summary>What the report of a run that has gone back says.</summary>
    internal const string GoingOn = "going on from step";

    private const double SecondsBetweenReports = 1;
    private readonly TrainingConfig config;
    private readonly TextureBatches batches;
    private readonly RunFolder folder;
    private readonly Trainer trainer;
    private readonly RunSaver saver;
    private readonly RunWatch watch;
    private readonly Action<TrainingProgress>? report;
    private readonly Pace pace;
    private readonly TensorBoardLog tensorBoard;
    private StepResult result = new(0, 0, new Dictionary<string, double>());
    private string? message, reportedSample;

    private TrainingRun(
        TrainingConfig config, TextureFolder textures, TextureBatches batches, RunFolder folder, Trainer trainer,
        Action<TrainingProgress>? report)
    {
        (this.config, this.batches, this.folder, this.trainer, this.report) = (config, batches, folder, trainer, report);
        saver = new RunSaver(config, textures, batches, folder, trainer);
        watch = new RunWatch(config.Loss, saver.RealSimilarity) { MostDiversity = trainer.MostDiversity };
        pace = new Pace(trainer.Step);
        tensorBoard = new TensorBoardLog(folder, trainer.Step);
        message = textures.Warnings.Count == 0 ? null : string.Join("; ", textures.Warnings);
    }

    /// <summary>Trains until all steps are made, the token is cancelled or a file <c>stop</c> appears in the run folder.</summary>
    /// <param name="config">All options.</param>
    /// <param name="texturesPath">Folder of training images; sub-folders are classes.</param>
    /// <param name="runPath">The run folder; made if missing, once it is clear that the training can start.</param>
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
        if (File.Exists(runPath))
            throw new TrainingException($"--run {runPath}: it is a file; name a folder.");
        var folder = new RunFolder(runPath);
        if (!resume && folder.NewestCheckpoint != null)
            throw new TrainingException(
                $"--run {runPath} holds a training already; add --resume to go on with it, or name another folder.");
        TextureFolder textures = TextureFolder.Read(texturesPath, config);
        TorchLibrary.EnsureLoaded();
        Allocator.KeepMemory();
        var batches = new TextureBatches(textures, config);
        using var trainer = new Trainer(config, DeviceOf(config), batches.ImageLabels, batches.Classes);
        using IDisposable alone = folder.Lock();
        if (resume && folder.NewestCheckpoint is { } newest)
            Checkpoint.Read(newest, trainer);
        else if (config.From.Length > 0)
            Checkpoint.ReadNetworks(config.From, trainer);
        folder.WriteConfig(config);
        // A file of an earlier training is gone; one that came while this one was being set up holds. An editor has deleted the
        // earlier one itself, and asks to stop from the moment it has called, while the script may still be building.
        using Process self = Process.GetCurrentProcess();
        bool isEditors = Environment.GetEnvironmentVariable("SAG_EDITOR") != null;
        if (!isEditors && File.GetLastWriteTime(folder.StopPath) < self.StartTime)
            File.Delete(folder.StopPath);
        return new TrainingRun(config, textures, batches, folder, trainer, report).Run(cancellation);
    }

    /// <summary>The device that the options mean.</summary>
    /// <exception cref="TrainingException">It is not there.</exception>
    internal static Device DeviceOf(TrainingConfig config) => config.Device switch
    {
        "cpu" => CPU,
        "cuda" when !cuda.is_available() => throw new TrainingException(
            "--device cuda: no CUDA device here, or not built for one (SAG_TORCH=cuda ./sag …); use --device cpu."),
        "cuda" => CUDA,
        _ => cuda.is_available() ? CUDA : CPU,
    };

    private TrainingProgress Run(CancellationToken cancellation)
    {
        try
        {
            // Where a run that goes wrong before its first checkpoint goes back to.
            if (folder.BestCheckpoint == null)
                Checkpoint.Write(folder.CheckpointPath(trainer.Step), trainer);
            Recall();
            Report(TrainingStatus.Running);
            while (trainer.Step < config.Steps)
            {
                if (cancellation.IsCancellationRequested || File.Exists(folder.StopPath))
                {
                    saver.SaveCheckpoint();
                    return Report(TrainingStatus.Stopped);
                }
                Step();
            }
            message = watch.Remark(saver.Metrics);
            return Report(TrainingStatus.Completed);
        }
        catch (Exception e)
        {
            // Whatever it is (native libraries have exceptions of their own): who reads the reports learns that it is over, and why.
            message = e.Message.Split('\n')[0];
            TryReport(TrainingStatus.Failed);
            throw;
        }
    }

    /// <summary>Reports of a resumed run follow on those up to its checkpoint.</summary>
    private void Recall()
    {
        folder.ForgetAfter(trainer.Step);
        if (folder.ReadProgress().LastOrDefault() is { Step: > 0 } last)
            (result, saver.Sample) = (new StepResult(last.LossD, last.LossG, last.Metrics), last.Sample);
    }

    private void Step()
    {
        StepResult next = trainer.Train(batches);
        if (!next.IsFinite)
        {
            RollBack("a loss is no longer a number");
            return;
        }
        result = next;
        watch.Add(next);
        bool isLast = trainer.Step == config.Steps;
        bool isSampled = isLast || trainer.Step % config.SampleEvery == 0;
        bool isSaved = isLast || trainer.Step % config.CheckpointEvery == 0;
        if (isSampled || isSaved)
        {
            string? problem = saver.Measure() ?? watch.Judge(saver.Metrics);
            trainer.MostDiversity = watch.MostDiversity;
            if (problem != null)
            {
                RollBack(problem);
                return;
            }
            saver.SaveBest();
        }
        if (isSampled)
            saver.SaveSample();
        if (isSaved)
            saver.SaveCheckpoint();
        if (!isLast && (isSampled || pace.Elapsed >= SecondsBetweenReports))
            Report(TrainingStatus.Running);
    }

    /// <summary>Goes on with half the learning rates from the best checkpoint, or an older one, or gives up.</summary>
    private void RollBack(string problem)
    {
        int step = trainer.Step;
        (double scale, double best) = (trainer.RateScale / 2, trainer.BestScore);
        if (trainer.Rollbacks >= config.Rollbacks)
        {
            throw new GivenUpException(
                $"Step {step}, gone back {trainer.Rollbacks} times already: {problem}. "
                + "Train with lower learning rates, e.g. --set learningRateDiscriminator=1e-4.");
        }
        (int rollbacks, IReadOnlyList<int> returnedTo) = (trainer.Rollbacks + 1, trainer.ReturnedTo);
        Checkpoint.Read(folder.BestCheckpoint!, trainer);
        // From there it went wrong once already, and may have been past help: the oldest one, then, if that is older.
        if (returnedTo.Contains(trainer.Step) && folder.CheckpointBefore(trainer.Step) is { } older)
            Checkpoint.Read(older, trainer);
        (trainer.RateScale, trainer.Rollbacks, trainer.BestScore) = (scale, rollbacks, best);
        (trainer.ReturnedTo, trainer.MostDiversity) = ([.. returnedTo, trainer.Step], watch.MostDiversity);
        watch.Forget();
        // Before the later ones go: whenever this process ends, there is a checkpoint, and a resumed run has gone back, too.
        Checkpoint.Write(folder.CheckpointPath(trainer.Step), trainer);
        folder.DeleteCheckpointsAfter(trainer.Step);
        message = $"step {step}: {problem}; {GoingOn} {trainer.Step} with {scale:0.###} of the learning rates";
        Report(TrainingStatus.Running);
    }

    private TrainingProgress Report(TrainingStatus status)
    {
        pace.Report(trainer.Step);
        var metrics = new Dictionary<string, double>(result.Metrics);
        foreach ((string name, double value) in saver.Metrics)
            metrics[name] = value;
        metrics["memoryMB"] = Environment.WorkingSet / (1 << 20);
        var progress = new TrainingProgress
        {
            Step = trainer.Step,
            Steps = config.Steps,
            Images = trainer.Images,
            LossD = result.LossD,
            LossG = result.LossG,
            Metrics = metrics,
            ImagesPerSecond = pace.StepsPerSecond * config.DiscriminatorSteps * config.Batch,
            EtaSeconds = pace.SecondsFor(config.Steps - trainer.Step),
            Sample = saver.Sample,
            Status = status,
            Message = message,
        };
        message = null;
        folder.AppendProgress(progress);
        if (status != TrainingStatus.Failed)
            tensorBoard.Add(progress);
        if (progress.Sample != reportedSample || status != TrainingStatus.Running)
            RunReport.Write(folder, config);
        reportedSample = progress.Sample;
        report?.Invoke(progress);
        return progress;
    }

    private void TryReport(TrainingStatus status)
    {
        try
        {
            Report(status);
        }
        catch (Exception e) when (e is SagTexturesException or IOException or UnauthorizedAccessException)
        {
            // The disk that made the run fail may refuse this too; the first error is the one to show.
        }
    }
}
