using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace SagTextures.Training.Experiments;

/// <summary>How fast a training with these options is.</summary>
internal sealed record MeasuredPace(TrainingConfig Options, double SecondsPerStep)
{
    /// <summary>Those in a file; none where there is no such file.</summary>
    public static List<MeasuredPace> Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<List<MeasuredPace>>(File.ReadAllText(path), TrainingConfig.JsonOptions)! : [];
        }
        catch (JsonException)
        {
            // Of another version: they are measured again.
            return [];
        }
    }

    /// <summary>Writes all.</summary>
    public static void Write(string path, List<MeasuredPace> paces) =>
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, paces, TrainingConfig.JsonOptions));
}
