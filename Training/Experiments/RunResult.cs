using System;
using System.Collections.Generic;

namespace SagTextures.Training.Experiments;

/// <summary>What one run of an experiment reached.</summary>
internal sealed record RunResult
{
    public required string Variant { get; init; }

    public required string Class { get; init; }

    public required int Seed { get; init; }

    /// <summary>Steps made.</summary>
    public required int Steps { get; init; }

    /// <summary>Why it ended early, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>How often it went back to an earlier checkpoint.</summary>
    public int Rollbacks { get; init; }

    /// <summary>[step, SWD] of its measurements.</summary>
    public IReadOnlyList<double[]> Curve { get; init; } = [];

    /// <summary>[model, real] by name, of the model that measured best; empty if there is none.</summary>
    public IReadOnlyDictionary<string, double[]> Figures { get; init; } = new Dictionary<string, double[]>();

    /// <summary>A distance above what two halves of the training set have.</summary>
    public double Excess(string name) => Figures.TryGetValue(name, out double[]? figure) ? figure[0] - figure[1] : double.NaN;

    public override string ToString() => FormattableString.Invariant(
        $"{Class} {Variant} seed {Seed}: {Steps} steps, SWD {Excess("swd"):0.0} above real{(Problem == null ? "" : ", " + Problem)}");
}
