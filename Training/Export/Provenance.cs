using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace SagTextures.Training.Export;

/// <summary>Where a model comes from; the <c>training</c> entry of the model file.</summary>
public sealed record Provenance(int Steps, long Images, string Dataset, int DatasetImages, string Preset)
{
    /// <summary>Day of the export, ISO 8601.</summary>
    public string Date { get; init; } = System.DateTime.UtcNow.ToString("yyyy-MM-dd", null);

    /// <summary>What it measured in the run.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The classes that it was conditioned on; they stand in the model file under their own name.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Classes { get; init; } = [];
}
