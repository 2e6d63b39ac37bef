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
            Export(parsed.GetRequiredValue(run), parsed.GetRequiredValue(target), parsed.GetValue(half), parsed.InvocationConfiguration.Output);
            return ExitCode.Done;
        });
        return command;
    }

    public static void Export(string run, string path, bool half, TextWriter output)
    {
        string source = Path.Combine(run, "generator.safetensors");
        if (!File.Exists(source))
        {
            throw new SagTexturesException(Directory.Exists(run)
                ? $"{run} (--run) has no generator.safetensors yet: the trainer writes it with its first checkpoint."
                : $"There is no run folder {run} (--run).");
        }
        GeneratorModel model = ModelFile.Read(source);
        if (half)
            model = new GeneratorModel(model.Description, model.Tensors.Select(Halve));
        ModelFile.Write(model, path);
        output.WriteLine($"{path}: {model.ParameterCount:N0} parameters, {new FileInfo(path).Length / 1e6:0.0} MB");
    }

    private static ModelTensor Halve(ModelTensor tensor) =>
        ModelTensor.FromValues(tensor.Name, tensor.Shape, tensor.ToArray(), TensorType.Float16);
}
