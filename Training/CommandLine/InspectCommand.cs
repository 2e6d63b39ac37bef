using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using SagTextures.Models;
using SagTextures.Training.Plots;

namespace SagTextures.Training.CommandLine;

internal static class InspectCommand
{
    public static Command Create()
    {
        var generatorOptions = new GeneratorOptionSet();
        Option<bool> json = Options.Flag("--json", "Print JSON.");
        var command = new Command("inspect", "Show a model's layers, shapes, maps, classes and where it comes from.") { json };
        generatorOptions.AddModelTo(command);
        command.SetAction(parsed =>
        {
            string path = generatorOptions.ModelPath(parsed);
            JsonObject model = Describe(ModelFile.Read(path), path);
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                output.WriteLine(model.ToJsonString(JsonText.Indented));
            else
                Print(model, output);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The model file's description, with what follows from it.</summary>
    private static JsonObject Describe(GeneratorModel model, string path)
    {
        JsonObject description = JsonNode.Parse(DescriptionJson.Write(model.Description))!.AsObject();
        int resolution = model.Description.Resolution;
        ActivationShape shape = model.LatentShape(resolution, resolution);
        foreach ((Layer layer, JsonNode? entry) in model.Description.Layers.Zip(description["layers"]!.AsArray()))
        {
            shape = layer.OutputShape(shape, model.Description.Padding);
            entry!["output"] = new JsonArray(shape.Channels, shape.Height, shape.Width);
            entry["parameters"] = layer.Tensors.Sum(tensor => (long)(model.FindTensor(tensor.Name)?.Count ?? 0));
        }
        description["parameters"] = model.ParameterCount;
        description["precision"] = string.Join(
            ", ", model.Tensors.Select(tensor => tensor.Type == TensorType.Float16 ? "fp16" : "fp32").Distinct().Order());
        description["stride"] = model.Stride;
        description["file"] = path;
        description["bytes"] = new FileInfo(path).Length;
        return description;
    }

    private static void Print(JsonObject model, TextWriter output)
    {
        output.WriteLine($"{model["name"]}  preset {model["preset"]}, {model["resolution"]}×{model["resolution"]}, "
            + $"{model["padding"]} padding, {model["latent"]!["kind"]} latent of {model["latent"]!["size"]}");
        output.WriteLine($"{(long)model["parameters"]!:N0} parameters, {model["precision"]}, {(long)model["bytes"]! / 1e6:0.0} MB");
        output.WriteLine("maps      " + string.Join(", ", model["maps"]!.AsArray().Select(
            map => $"{map!["name"]} ({map["channels"]}, {map["encoding"]})")));
        JsonArray classes = model["classes"]!.AsArray();
        output.WriteLine("classes   " + (classes.Count == 0 ? "none" : string.Join(", ", classes)));
        output.WriteLine("training  " + model["training"]!.ToJsonString(JsonText.Compact));
        output.WriteLine();
        var table = new TextTable("", "layer", "name", "output", "parameters");
        int index = 0;
        foreach (JsonNode? layer in model["layers"]!.AsArray())
        {
            table.Add($"{index++:000}", $"{layer!["op"]}", $"{layer["name"]}",
                string.Join("×", layer["output"]!.AsArray()), $"{(long)layer["parameters"]!:N0}");
        }
        table.Write(output);
    }
}
