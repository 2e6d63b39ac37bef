using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using SagTextures.Models;

namespace SagTextures.Training.Import;

/// <summary>
/// A generator as the model file describes it, with the place of each layer's tensors in somebody else's file: every layer may
/// have <c>tensors</c>, the prefix of their PyTorch names or an object of them. Without it the layer's own name is the prefix.
/// </summary>
internal sealed class LayerList
{
    private static readonly JsonDocumentOptions Reading =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };
    private readonly string path;
    private readonly Dictionary<string, JsonNode> tensors = new(StringComparer.Ordinal);

    /// <exception cref="SagTexturesException">It cannot be read, or is not such a list; the message names the field.</exception>
    public LayerList(string path)
    {
        this.path = path;
        try
        {
            JsonObject generator = JsonNode.Parse(File.ReadAllText(path), null, Reading)?.AsObject() ?? [];
            Default(generator, "name", System.IO.Path.GetFileNameWithoutExtension(path));
            Default(generator, "preset", "imported");
            Default(generator, "padding", "zero");
            Default(generator, "classes", new JsonArray());
            Default(generator, "training", new JsonObject());
            Default(generator, "maps", new JsonArray(new JsonObject { ["name"] = "albedo", ["channels"] = 3, ["encoding"] = "srgb" }));
            TakeTensors(generator["layers"], "layers");
            Description = DescriptionJson.Read(generator.ToJsonString());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SagTexturesException($"Cannot read the layer list {path}: {problem.Message}", problem);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or ModelException)
        {
            throw new ModelException($"{path} is no layer list: {problem.Message}", problem);
        }
    }

    /// <summary>The generator without its weights.</summary>
    public GeneratorDescription Description { get; }

    /// <summary>The PyTorch name of a layer's parameter, or null where the list says that there is none.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="parameter">Its tensor's name without the layer's.</param>
    public string? Source(Layer layer, string parameter) => tensors.GetValueOrDefault(layer.Name) switch
    {
        null => $"{layer.Name}.{parameter}",
        JsonObject names => (string?)names[parameter],
        JsonNode prefix => $"{(string?)prefix}.{parameter}",
    };

    /// <summary>Refuses names for parameters that the layer does not have.</summary>
    public void CheckParameters(Layer layer, ICollection<string> parameters)
    {
        if (tensors.GetValueOrDefault(layer.Name) is not JsonObject names)
            return;
        foreach ((string parameter, _) in names)
        {
            if (!parameters.Contains(parameter))
            {
                throw new ModelException($"{path}: layer \"{layer.Name}\" ({layer.Op}) has no \"{parameter}\"; "
                    + $"its tensors are {string.Join(", ", parameters)}.");
            }
        }
    }

    private static void Default(JsonObject generator, string name, JsonNode value)
    {
        if (!generator.ContainsKey(name))
            generator[name] = value;
    }

    private static bool IsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;

    /// <summary>Moves the <c>tensors</c> of all layers out of the list; what remains is the model file's own form.</summary>
    private void TakeTensors(JsonNode? layers, string where)
    {
        if (layers is not JsonArray list)
            throw new FormatException($"it has no \"{where}\"");
        for (int i = 0; i < list.Count; i++)
        {
            JsonObject layer = list[i] as JsonObject ?? throw new FormatException($"{where}[{i}] is no layer");
            Default(layer, "name", $"{where}.{i}");
            if (!IsText(layer["name"]))
                throw new FormatException($"\"name\" of {where}[{i}] is no text");
            if (layer.Remove("tensors", out JsonNode? names) && names != null)
            {
                bool isUsable = IsText(names) || (names is JsonObject all && all.All(name => name.Value == null || IsText(name.Value)));
                tensors[(string)layer["name"]!] = isUsable
                    ? names
                    : throw new FormatException($"\"tensors\" of {where}[{i}] is neither a prefix nor an object of names");
            }
            foreach (string branch in new[] { "body", "shortcut" })
                if (layer.ContainsKey(branch))
                    TakeTensors(layer[branch], $"{where}.{i}.{branch}");
        }
    }
}
