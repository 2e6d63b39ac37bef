using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace SagTextures.Training;

/// <summary>The files of one run; editors read them while it trains.</summary>
public sealed class RunFolder
{
    private const string CheckpointPrefix = "step-";
    private const string CheckpointExtension = ".checkpoint";
    private static readonly JsonSerializerOptions LineOptions =
        new(TrainingConfig.JsonOptions) { WriteIndented = false };

    public RunFolder(string path) => Root = Path.GetFullPath(path);

    /// <summary>Whether a folder holds a run that has begun.</summary>
    public static bool IsAt(string path) => new RunFolder(path) is var run && File.Exists(run.ConfigPath) && File.Exists(run.ProgressPath);

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Every effective option.</summary>
    public string ConfigPath => Path.Combine(Root, "config.json");

    /// <summary>One report a line.</summary>
    public string ProgressPath => Path.Combine(Root, "progress.jsonl");

    /// <summary>The model that measured best.</summary>
    public string GeneratorPath => Path.Combine(Root, "generator.safetensors");

    /// <summary>The model of the newest checkpoint.</summary>
    public string LatestGeneratorPath => Path.Combine(Root, "latest.safetensors");

    /// <summary>Curves and samples as a page.</summary>
    public string ReportPath => Path.Combine(Root, "report.html");

    /// <summary>Events for TensorBoard.</summary>
    public string TensorBoardPath => Path.Combine(Root, "tensorboard");

    /// <summary>Pictures of samples, the newest last.</summary>
    public IReadOnlyList<string> Samples => Directory.Exists(SampleFolder)
        ? Directory.GetFiles(SampleFolder, CheckpointPrefix + "*.png").OrderBy(StepOf).ToArray()
        : [];

    private string SampleFolder => Path.Combine(Root, "samples");

    /// <summary>A file of that name makes the trainer save and end.</summary>
    public string StopPath => Path.Combine(Root, "stop");

    /// <summary>Keeps other trainings out of the folder, for as long as it is not disposed of; a killed process lets go of it, too.</summary>
    /// <exception cref="TrainingException">Another training is at work in it, or it cannot be written to.</exception>
    public IDisposable Lock()
    {
        try
        {
            Directory.CreateDirectory(Root);
            return new FileStream(
                Path.Combine(Root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException(
                $"--run {Root}: another training is at work in it, or it cannot be written to; wait for it, or name another folder. ({e.Message})", e);
        }
    }

    /// <summary>Checkpoints, the newest last.</summary>
    public IReadOnlyList<string> Checkpoints => Directory.Exists(CheckpointFolder)
        ? Directory.GetFiles(CheckpointFolder, CheckpointPrefix + "*" + CheckpointExtension)
            .OrderBy(StepOf).ToArray()
        : [];

    private string CheckpointFolder => Path.Combine(Root, "checkpoints");

    /// <summary>Path of the samples of a step, relative to the folder.</summary>
    public static string SamplePath(int step) => $"samples/{Name(step)}.png";

    /// <summary>Path of the checkpoint of a step.</summary>
    public string CheckpointPath(int step) => Path.Combine(CheckpointFolder, Name(step) + CheckpointExtension);

    /// <summary>Where the checkpoint of the best measurement goes.</summary>
    public string BestCheckpointPath => Path.Combine(CheckpointFolder, "best" + CheckpointExtension);

    /// <summary>The checkpoint to resume from: the newest, or the best, or null.</summary>
    public string? NewestCheckpoint => Checkpoints.LastOrDefault() ?? BestCheckpoint;

    /// <summary>The checkpoint to go back to when a run goes wrong: the best, or the newest, or null.</summary>
    public string? BestCheckpoint => File.Exists(BestCheckpointPath) ? BestCheckpointPath : Checkpoints.LastOrDefault();

    /// <summary>The oldest checkpoint, if it is of an earlier step than this one.</summary>
    public string? CheckpointBefore(int step) =>
        Checkpoints.FirstOrDefault() is { } oldest && StepOf(oldest) < step ? oldest : null;

    /// <summary>Writes <c>config.json</c>.</summary>
    public void WriteConfig(TrainingConfig config) => AtomicFile.Write(
        ConfigPath, stream => JsonSerializer.Serialize(stream, config, TrainingConfig.JsonOptions));

    /// <summary>Adds a line to <c>progress.jsonl</c>.</summary>
    /// <exception cref="TrainingException">It cannot be written.</exception>
    public void AppendProgress(TrainingProgress progress)
    {
        try
        {
            File.AppendAllText(ProgressPath, JsonSerializer.Serialize(progress, LineOptions) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException(
                $"Cannot write {ProgressPath}: {e.Message} Check the folder's permissions and the free space.", e);
        }
    }

    /// <summary>The reports so far; a line that a killed trainer left half written is passed over.</summary>
    public IEnumerable<TrainingProgress> ReadProgress()
    {
        foreach (string line in File.Exists(ProgressPath) ? File.ReadLines(ProgressPath) : [])
        {
            TrainingProgress? progress = null;
            try
            {
                progress = JsonSerializer.Deserialize<TrainingProgress>(line, LineOptions);
            }
            catch (JsonException)
            {
            }
            if (progress != null)
                yield return progress;
        }
    }

    /// <summary>
    /// Drops the reports and samples of steps after this one, and a report that is half written: a training that goes on from
    /// here makes them again.
    /// </summary>
    public void ForgetAfter(int step)
    {
        foreach (string path in Samples.Where(path => StepOf(path) > step))
            File.Delete(path);
        if (!File.Exists(ProgressPath))
            return;
        string[] kept = ReadProgress().Where(report => report.Step <= step).Select(report => JsonSerializer.Serialize(report, LineOptions)).ToArray();
        AtomicFile.Write(ProgressPath, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(kept.Select(line => line + "\n")))));
    }

    /// <summary>Deletes all but the newest checkpoints.</summary>
    public void PruneCheckpoints(int keep)
    {
        foreach (string path in Checkpoints.SkipLast(Math.Max(1, keep)))
            File.Delete(path);
        // What a trainer that was killed had not finished.
        foreach (string path in Directory.GetFiles(CheckpointFolder, ".*.tmp"))
            File.Delete(path);
    }

    /// <summary>Deletes the checkpoints of a time that a run has gone back from.</summary>
    public void DeleteCheckpointsAfter(int step)
    {
        foreach (string path in Checkpoints.Where(path => StepOf(path) > step))
            File.Delete(path);
    }

    // Six digits, so that a file manager sorts most runs by step.
    private static string Name(int step) => CheckpointPrefix + step.ToString("D6", CultureInfo.InvariantCulture);

    private static int StepOf(string path) => int.TryParse(
        Path.GetFileNameWithoutExtension(path).AsSpan(CheckpointPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int step)
        ? step
        : -1;
}
