using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SagTextures.Training.Loop;

namespace SagTextures.Training.CommandLine;

/// <summary>A training's reports as a live line, and what is worth keeping as lines of their own.</summary>
internal sealed class TrainingProgressLine(TextWriter output, string folder) : IDisposable
{
    private const int BarWidth = 24, LeastBarWidth = 6;

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
                line.Report(Text(progress, line.Columns));
                break;
            case TrainingStatus.Completed:
                line.Keep($"{progress.Steps} steps done; the model is {Path.Combine(folder, "generator.safetensors")}");
                break;
            case TrainingStatus.Stopped:
                line.Keep($"Stopped at step {progress.Step} of {progress.Steps}; --resume goes on from there");
                break;
        }
    }

    /// <summary>Makes room for something else on the terminal.</summary>
    public void Leave() => line.Leave();

    public void Dispose() => line.Dispose();

    /// <summary>As much as there is room for, the most important first; 0 columns: all of it, without a bar.</summary>
    internal static string Text(TrainingProgress progress, int columns)
    {
        var parts = new List<string>
        {
            FormattableString.Invariant($"{progress.Step}/{progress.Steps}"),
            FormattableString.Invariant($"D {progress.LossD:0.00}")
                + (progress.Metrics.TryGetValue("accuracyD", out double accuracy) ? FormattableString.Invariant($" right {accuracy * 100:0}%") : ""),
            FormattableString.Invariant($"G {progress.LossG:0.00}"),
        };
        if (progress.Metrics.TryGetValue(Quality.Score, out double score))
            parts.Add(FormattableString.Invariant($"{Quality.Score} {score:0}"));
        parts.Add(FormattableString.Invariant($"{progress.ImagesPerSecond:0} img/s"));
        if (progress.EtaSeconds > 0)
            parts.Add($"{Duration(progress.EtaSeconds)} left");
        if (progress.Metrics.TryGetValue("memoryMB", out double memory))
            parts.Add(FormattableString.Invariant($"{memory / 1024:0.0} GB"));
        while (columns > 0 && parts.Sum(part => part.Length + 2) - 2 > columns)
            parts.RemoveAt(parts.Count - 1);
        string text = string.Join("  ", parts);
        int bar = Math.Min(BarWidth, columns - text.Length - 2), done = (int)Math.Min(bar, bar * (long)progress.Step / progress.Steps);
        return bar < LeastBarWidth ? text : $"{new string('█', done)}{new string('░', bar - done)}  {text}";
    }

    internal static string Duration(double seconds)
    {
        TimeSpan time = TimeSpan.FromSeconds(Math.Min(seconds, 1e7));
        return time.TotalHours < 1 ? $"{time:m\\:ss}" : $"{(int)time.TotalHours}{time:\\:mm\\:ss}";
    }
}
