using System;
using System.IO;
using SagTextures.Training.Loop;

namespace SagTextures.Training.CommandLine;

/// <summary>A training's reports as a live line, and what is worth keeping as lines of their own.</summary>
internal sealed class TrainingProgressLine(TextWriter output, TextWriter error, string folder) : IDisposable
{
    private const int BarWidth = 24;

    private readonly ProgressLine line = new(output);
    private string? sample;

    public void Report(TrainingProgress progress)
    {
        if (progress.Message != null && progress.Status != TrainingStatus.Failed)
            error.WriteLine("sag: " + progress.Message);
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
        string speed = FormattableString.Invariant($"{progress.ImagesPerSecond:0} img/s");
        return $"{bar} {progress.Step}/{progress.Steps}  {losses}  {speed}  {Duration(progress.EtaSeconds)} left";
    }

    private static string Duration(double seconds)
    {
        TimeSpan time = TimeSpan.FromSeconds(Math.Min(seconds, 1e7));
        return time.TotalHours < 1 ? $"{time:m\\:ss}" : $"{(int)time.TotalHours} h {time.Minutes} min";
    }
}
