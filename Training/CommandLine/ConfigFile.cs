using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SagTextures.Training.CommandLine;

/// <summary>Options from a JSON file on top of a preset; what the file leaves out stays as the preset has it.</summary>
internal static class ConfigFile
{
    private static readonly JsonDocumentOptions Reading =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <param name="path">The file, or null for none.</param>
    /// <param name="preset">The preset's name; null for the one that the file names, or the default.</param>
    /// <param name="settings">Options as NAME=VALUE; they go before those of the file.</param>
    public static TrainingConfig Read(string? path, string? preset, params string[] settings)
    {
        TrainingConfig config = Read(path, preset);
        if (settings.Length == 0)
            return config;
        JsonObject options = JsonSerializer.SerializeToNode(config, TrainingConfig.JsonOptions)!.AsObject();
        foreach (string setting in settings)
        {
            string[] parts = setting.Split('=', 2);
            if (parts.Length < 2 || !options.ContainsKey(parts[0]) || parts[0] == "preset")
            {
                string names = string.Join(", ", options.Select(option => option.Key).Where(name => name != "preset"));
                throw new UsageException($"--set {setting}: it must be NAME=VALUE with one of these names: {names}.");
            }
            options[parts[0]] = options[parts[0]]!.GetValueKind() == JsonValueKind.String ? parts[1] : Value(setting, parts[1]);
        }
        try
        {
            return options.Deserialize<TrainingConfig>(TrainingConfig.JsonOptions)!;
        }
        catch (JsonException problem)
        {
            throw new UsageException($"--set {string.Join(" --set ", settings)}: {problem.Message}");
        }
    }

    private static JsonNode? Value(string setting, string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new UsageException($"--set {setting}: '{text}' is no number, true or false.");
        }
    }

    private static TrainingConfig Read(string? path, string? preset)
    {
        try
        {
            JsonObject? overrides = path == null ? null : JsonNode.Parse(File.ReadAllText(path), null, Reading)?.AsObject();
            TrainingConfig start = Preset(preset ?? (string?)overrides?["preset"] ?? TrainingPresets.Sagan.Preset);
            if (overrides == null)
                return start;
            JsonObject merged = JsonSerializer.SerializeToNode(start, TrainingConfig.JsonOptions)!.AsObject();
            foreach ((string name, JsonNode? value) in overrides)
                merged[name] = value?.DeepClone();
            merged["preset"] = start.Preset;
            return merged.Deserialize<TrainingConfig>(TrainingConfig.JsonOptions)!;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SagTexturesException($"Cannot read the options in {path}: {problem.Message}", problem);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new UsageException($"{path} is not a file of options: {problem.Message}");
        }
    }

    private static TrainingConfig Preset(string name) => TrainingPresets.All.TryGetValue(name, out TrainingConfig? preset)
        ? preset
        : throw new UsageException($"There is no preset '{name}'; there are {string.Join(", ", TrainingPresets.All.Keys)}.");
}
