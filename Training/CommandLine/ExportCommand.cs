using System.CommandLine;
using System.IO;
using System.Linq;
using SagTextures.Models;

namespace SagTextures.Training.CommandLine;

internal static class ExportCommand
{
    public static Command Create()
    {
        Option<string> run = Options.Text("--run", "Folder of a training.").AsRequired();
        Option<string> target = Options.Text("--out", "The .safetensors file to write.").AsRequired();
        Option<bool> half = Options.Flag("--half", "Store the weights in half precision: half the size, the same look.");

        var command = new Command("export", "Write the model of a training.") { run, target, half };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(run), path = parsed.GetRequiredValue(target);
            string source = Path.Combine(folder, "generator.safetensors");
            if (!File.Exists(source))
            {
                throw new SagTexturesException(Directory.Exists(folder)
                    ? $"{folder} (--run) has no generator.safetensors yet: the trainer writes it with its first checkpoint."
                    : $"There is no run folder {folder} (--run).");
            }
            GeneratorModel model = ModelFile.Read(source);
            if (parsed.GetValue(half))
                model = new GeneratorModel(model.Description, model.Tensors.Select(Halve));
            ModelFile.Write(model, path);
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{path}: {model.ParameterCount:N0} parameters, {new FileInfo(path).Length / 1e6:0.0} MB");
            return ExitCode.Done;
        });
        return command;
    }

    private static ModelTensor Halve(ModelTensor tensor) =>
        ModelTensor.FromValues(tensor.Name, tensor.Shape, tensor.ToArray(), TensorType.Float16);
}
