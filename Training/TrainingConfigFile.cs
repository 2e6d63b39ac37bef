using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;
using SagTextures.Training.Loop;

namespace SagTextures.Training;

/// <summary>Options in JSON: <c>--config FILE</c>, and <c>config.json</c> of a run.</summary>
public static class TrainingConfigFile
{
    /// <summary>Reads options from a file over others; the file may have a few only.</summary>
    /// <exception cref="TrainingException">The file is not readable, or an option in it is unknown or malformed.</exception>
    public static TrainingConfig Read(string path, TrainingConfig defaults)
    {
        try
        {
            var read = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
            JsonObject options = JsonSerializer.SerializeToNode(defaults, TrainingConfig.JsonOptions)!.AsObject();
            JsonNode? file = JsonNode.Parse(File.ReadAllText(path), documentOptions: read);
            foreach ((string name, JsonNode? value) in file as JsonObject ?? throw new JsonException("it is no JSON object."))
                options[name] = value?.DeepClone();
            return options.Deserialize<TrainingConfig>(TrainingConfig.JsonOptions)!;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"--config {path}: {e.Message}", e);
        }
    }

    /// <summary>The options of a run, to resume it.</summary>
    /// <exception cref="TrainingException">The folder holds no run.</exception>
    public static TrainingConfig ReadRun(string runPath)
    {
        string path = new RunFolder(runPath).ConfigPath;
        return File.Exists(path)
            ? Read(path, TrainingPresets.Sagan)
            : throw new TrainingException($"--run {runPath}: no training there (config.json is missing).");
    }
}
