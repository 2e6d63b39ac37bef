using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text.Json.Serialization;
using SagTextures.Training.Data;
using SagTextures.Training.Loop;
using SagTextures.Training.Native;

namespace SagTextures.Training;

/// <summary>What a training would take, measured by a few real steps of the real networks; no run folder is written.</summary>
public sealed record TrainingEstimate
{
    private const double MostSeconds = 15;
    private const int FewestSteps = 2;

    /// <summary>Readable training images.</summary>
    public required int Images { get; init; }

    /// <summary>Names of the sub-folders.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>What may spoil the result.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Seconds for one step.</summary>
    public required double SecondsPerStep { get; init; }

    /// <summary>Seconds for all steps.</summary>
    public required double Seconds { get; init; }

    /// <summary>Most memory that the steps took, in MiB.</summary>
    [JsonPropertyName("memoryMB")]
    public required long MemoryMegabytes { get; init; }

    /// <summary>Weights of the generator.</summary>
    public required long GeneratorParameters { get; init; }

    /// <summary>Weights of the discriminator.</summary>
    public required long DiscriminatorParameters { get; init; }

    /// <summary>Measures.</summary>
    /// <exception cref="SagTexturesException">The training could not start.</exception>
    public static TrainingEstimate Measure(TrainingConfig config, string texturesPath)
    {
        config.Check();
        TextureFolder textures = TextureFolder.Read(texturesPath, config);
        TorchLibrary.EnsureLoaded();
        Allocator.KeepMemory();
        var batches = new TextureBatches(textures, config);
        using var trainer = new Trainer(config, TrainingRun.DeviceOf(config), batches.ImageLabels);
        // The first step warms up, and has a gradient penalty; from then on the next one comes after an interval.
        int steps = 0, interval = config.R1Gamma > 0 || config.R2Gamma > 0 ? config.PenaltyInterval : 4;
        var clock = Stopwatch.StartNew();
        trainer.Train(batches);
        double first = clock.Elapsed.TotalSeconds;
        clock.Restart();
        while (steps < interval && (steps < FewestSteps || clock.Elapsed.TotalSeconds + first < MostSeconds))
        {
            trainer.Train(batches);
            steps++;
        }
        double secondsPerStep = clock.Elapsed.TotalSeconds / steps;
        (long generator, long discriminator) = trainer.ParameterCounts;
        return new TrainingEstimate
        {
            Images = textures.Textures.Count,
            Classes = textures.Classes,
            Warnings = textures.Warnings,
            SecondsPerStep = Math.Round(secondsPerStep, 4),
            Seconds = Math.Round(secondsPerStep * config.Steps, 1),
            MemoryMegabytes = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
            GeneratorParameters = generator,
            DiscriminatorParameters = discriminator,
        };
    }
}
