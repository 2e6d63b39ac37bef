using System;
using System.IO;
using System.Text.Json;

namespace SagTextures.Training.CommandLine;

/// <summary>What a training would take, for people and for editors.</summary>
internal static class DryRun
{
    /// <returns>The exit code.</returns>
    public static int Print(TrainingConfig config, string textures, bool json, TextWriter output)
    {
        TrainingEstimate estimate = TrainingEstimate.Measure(config, textures);
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(estimate, JsonText.Compact));
            return ExitCode.Done;
        }
        output.WriteLine($"{estimate.Images} images"
            + (estimate.Classes.Count == 0 ? "" : $" in {estimate.Classes.Count} classes: {string.Join(", ", estimate.Classes)}"));
        foreach (string warning in estimate.Warnings)
            output.WriteLine("note: " + warning);
        output.WriteLine($"generator {estimate.GeneratorParameters:N0} weights, discriminator {estimate.DiscriminatorParameters:N0}");
        output.WriteLine(FormattableString.Invariant(
            $"{estimate.SecondsPerStep:0.000} s a step, {TrainingProgressLine.Duration(estimate.Seconds)} for {config.Steps} steps, {estimate.MemoryMegabytes} MB"));
        return ExitCode.Done;
    }
}
