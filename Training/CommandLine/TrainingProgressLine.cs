using System;
using System.Collections.Generic;
using System.IO;
using SagTextures.Training.Loop;

namespace SagTextures.Training.CommandLine;

/// <summary>A training's reports as a live line, and what is worth keeping as lines of their own.</summary>
internal sealed class TrainingProgressLine(TextWriter output, string folder) : IDisposable
{
    private const int BarWidth = 24;

    private readonly ProgressLine line = new(output);
    private string? sample;

    public void Report(TrainingProgress progress)
    {
        if (progress.Message != null && progress.Status != TrainingStatus.Failed)
            line.Keep("note: " + progress.Message);
        if (progress.Sample != null && progress.Sample != sample)
            line.Keep($"step {progress.Step}: samples in {Path.Combine(folder, progress.Sample)}");
        sample = progress.Sample;
        switch (progress.Status)
        {
            case TrainingStatus.Running:
                line.Report(Text(progress));
                break;
            case TrainingStatus.Completed:
                line.Keep($"{progress.Steps} steps done; the model is {Path.Combine(folder, "generator.safetensors")}");
                break;
            case TrainingStatus.Stopped:
                line.Keep($"Stopped at step {progress.Step} of {progress.Steps}; --resume goes on from there");
                break;
        }
    }

    public void Dispose() => line.Dispose();

    private static string Text(TrainingProgress progress)
    {
        int done = (int)(BarWidth * (long)progress.Step / progress.Steps);
        string bar = new string('█', done) + new string('░', BarWidth - done);
        string losses = FormattableString.Invariant($"D {progress.LossD:0.000}  G {progress.LossG:0.000}");
        if (progress.Metrics.TryGetValue("accuracyD", out double accuracy))
            losses += FormattableString.Invariant($"  D right {accuracy:0%}");
        if (progress.Metrics.TryGetValue(Quality.Score, out double score))
            losses += FormattableString.Invariant($"  {Quality.Score} {score:0}");
        string speed = FormattableString.Invariant($"{progress.ImagesPerSecond:0} img/s  {progress.Metrics.GetValueOrDefault("memoryMB"):0} MB");
        return $"{bar} {progress.Step}/{progress.Steps}  {losses}  {speed}  {Duration(progress.EtaSeconds)} left";
    }

    private static string Duration(double seconds)
    {
        TimeSpan time = TimeSpan.FromSeconds(Math.Min(seconds, 1e7));
        return time.TotalHours < 1 ? $"{time:m\\:ss}" : $"{(int)time.TotalHours} h {time.Minutes} min";
    }
}
