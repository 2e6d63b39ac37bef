using System.CommandLine;
using System.IO;
using SagTextures.Models;
using SagTextures.Training.Import;

namespace SagTextures.Training.CommandLine;

internal static class ImportCommand
{
    public static Command Create()
    {
        Option<string> source = Options.Text("--weights", "PyTorch weights, a .safetensors file.").AsRequired();
        Option<string> layers = Options.Text("--layers", "The generator's layers and where their tensors are, a JSON file.").AsRequired();
        Option<string> target = Options.Text("--out", "The model file to write.").AsRequired();
        Option<bool> half = Options.Flag("--half", "Store the weights in half precision: half the size, the same look.");
        var command = new Command("import", "Make a model of PyTorch weights and a layer list.") { source, layers, target, half };
        command.SetAction(parsed =>
        {
            var list = new LayerList(parsed.GetRequiredValue(layers));
            using var weights = new TorchWeights(parsed.GetRequiredValue(source));
            GeneratorModel model = ModelImporter.Import(list, weights, parsed.GetValue(half) ? TensorType.Float16 : TensorType.Float32);
            string path = parsed.GetRequiredValue(target);
            ModelFile.Write(model, path);
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{path}: {model.Description.Layers.Count} layers, {model.ParameterCount:N0} parameters, {new FileInfo(path).Length / 1e6:0.0} MB");
            return ExitCode.Done;
        });
        return command;
    }
}
