using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SagTextures.Training;

/// <summary>Options from a JSON or YAML file on top of a preset; what the file leaves out stays as the preset has it.</summary>
internal static class ConfigFile
{
    private static readonly JsonDocumentOptions Reading =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };

    /// <param name="Where">File and line, or the command line's words.</param>
    /// <param name="Name">Name of the option.</param>
    /// <param name="Text">Its value.</param>
    private sealed record Setting(string Where, string Name, string Text);

    /// <inheritdoc cref="ReadAll"/>
    public static TrainingConfig Read(string? path, string? preset, params string[] settings) => ReadAll([path], preset, settings);

    /// <param name="paths">Files, of which a later one goes before those before it; null for none; YAML if it ends in .yaml or .yml.</param>
    /// <param name="preset">The preset's name; null for the one that the last file names that does, or the default.</param>
    /// <param name="settings">Options as NAME=VALUE; they go before those of the files.</param>
    /// <exception cref="UsageException">Naming file, line and option.</exception>
    public static TrainingConfig ReadAll(IEnumerable<string?> paths, string? preset, params string[] settings)
    {
        Setting[] file = paths.OfType<string>().SelectMany(ReadFile).ToArray();
        TrainingConfig start = Preset(preset ?? file.LastOrDefault(setting => setting.Name == "preset")?.Text ?? TrainingPresets.Sagan.Preset);
        JsonObject options = JsonSerializer.SerializeToNode(start, TrainingConfig.JsonOptions)!.AsObject();
        options.Remove("preset");
        foreach (Setting setting in file.Where(setting => setting.Name != "preset").Concat(settings.Select(Parse)))
            Apply(setting, options);
        return options.Deserialize<TrainingConfig>(TrainingConfig.JsonOptions)! with { Preset = start.Preset };
    }

    private static Setting Parse(string setting)
    {
        string[] parts = setting.Split('=', 2);
        return parts.Length == 2
            ? new Setting($"--set {setting}", parts[0], parts[1])
            : throw new UsageException($"--set {setting}: it must be NAME=VALUE.");
    }

    private static void Apply(Setting setting, JsonObject options)
    {
        if (!options.TryGetPropertyValue(setting.Name, out JsonNode? before))
        {
            throw new UsageException(
                $"{setting.Where}: there is no option '{setting.Name}'; there are {string.Join(", ", options.Select(option => option.Key))}.");
        }
        try
        {
            options[setting.Name] = before!.GetValueKind() == JsonValueKind.String ? setting.Text : JsonNode.Parse(setting.Text);
            options.Deserialize<TrainingConfig>(TrainingConfig.JsonOptions);
        }
        catch (JsonException)
        {
            throw new UsageException($"{setting.Where}: '{setting.Text}' is no value for {setting.Name}, such as {before!.ToJsonString()}.");
        }
    }

    private static Setting[] ReadFile(string path)
    {
        try
        {
            string text = File.ReadAllText(path);
            return Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML" ? ReadYaml(path, text) : ReadJson(path, text);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SagTexturesException($"Cannot read the options in {path}: {problem.Message}", problem);
        }
        catch (YamlException problem)
        {
            throw new UsageException($"{path}, line {problem.Start.Line}: it is no YAML: {problem.Message.TrimEnd('.')}.");
        }
        catch (JsonException problem)
        {
            // Of a name that is there twice the line is not known.
            string where = problem.LineNumber is { } line ? $"{path}, line {line + 1}" : path;
            throw new UsageException($"{where}: it is no JSON: {problem.Message.TrimEnd('.')}.");
        }
    }

    private static Setting[] ReadYaml(string path, string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        if (stream.Documents.Count == 0)
            return [];
        if (stream.Documents[0].RootNode is not YamlMappingNode options)
            throw new UsageException($"{path}: it is no list of options, NAME: VALUE in each line.");
        return options.Select(option =>
        {
            string where = $"{path}, line {option.Key.Start.Line}";
            return option is { Key: YamlScalarNode name, Value: YamlScalarNode value }
                ? new Setting(where, name.Value ?? "", value.Value ?? "")
                : throw new UsageException($"{where}: {option.Key} is not NAME: VALUE.");
        }).ToArray();
    }

    private static Setting[] ReadJson(string path, string text)
    {
        if (JsonNode.Parse(text, null, Reading) is not JsonObject options)
            throw new UsageException($"{path}: it is no object of options.");
        return options.Select(option => new Setting(
            $"{path}, line {LineOf(option.Key, text)}", option.Key,
            option.Value?.GetValueKind() == JsonValueKind.String ? (string)option.Value! : option.Value?.ToJsonString() ?? "null")).ToArray();
    }

    private static int LineOf(string name, string text) =>
        text.AsSpan(0, Math.Max(0, text.IndexOf($"\"{name}\"", StringComparison.Ordinal))).Count('\n') + 1;

    private static TrainingConfig Preset(string name) => TrainingPresets.All.TryGetValue(name, out TrainingConfig? preset)
        ? preset
        : throw new UsageException($"There is no preset '{name}'; there are {string.Join(", ", TrainingPresets.All.Keys)}.");
}
