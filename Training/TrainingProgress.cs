using System.Collections.Generic;

namespace SagTextures.Training;

/// <summary>One report of a run: a line of <c>progress.jsonl</c>.</summary>
public sealed record TrainingProgress
{
    /// <summary>Steps made.</summary>
    public required int Step { get; init; }

    /// <summary>Steps of the whole training.</summary>
    public required int Steps { get; init; }

    /// <summary>Training images shown to D so far.</summary>
    public long Images { get; init; }

    /// <summary>D's loss in this step.</summary>
    public double LossD { get; init; }

    /// <summary>G's loss in this step.</summary>
    public double LossG { get; init; }

    /// <summary>Further figures: mean logits of real and generated textures, R1, γ of the attention layers.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Training images a second since the last report.</summary>
    public double ImagesPerSecond { get; init; }

    /// <summary>Seconds to the last step at that speed.</summary>
    public double EtaSeconds { get; init; }

    /// <summary>Path of the newest picture of samples, relative to the run folder.</summary>
    public string? Sample { get; init; }

    /// <summary>Where the run stands.</summary>
    public TrainingStatus Status { get; init; }

    /// <summary>Something the user should know: skipped files, why a run failed.</summary>
    public string? Message { get; init; }
}
