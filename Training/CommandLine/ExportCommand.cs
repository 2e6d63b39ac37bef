using System.CommandLine;
using System.IO;
using System.Linq;
using SagTextures.Models;
using SagTextures.Training.Export.Onnx;

namespace SagTextures.Training.CommandLine;

internal static class ExportCommand
{
    public static Command Create()
    {
        Option<string?> run = Options.OptionalText("--run", "DIR", "Folder of a training.");
        Option<string?> source = Options.OptionalText("--model", "FILE", "A model file instead of a training.");
        Option<string?> target = Options.OptionalText("--out", "FILE", "The .safetensors file to write.");
        Option<string?> onnx = Options.OptionalText(
            "--onnx", "FILE", "The .onnx file to write, for ONNX Runtime, Unity Sentis and others.");
        Option<bool> latest = Options.Flag("--latest", "The newest checkpoint's model instead of the one that measured best.");
        Option<bool> half = Options.Flag("--half", "Store the weights in half precision: half the size, the same look.");

        var command = new Command("export", "Write the model of a training.") { run, source, latest, target, onnx, half };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(run) == null) == (result.GetValue(source) == null))
                result.AddError("Name either --run, the folder of a training, or --model, a model file.");
            if (result.GetValue(latest) && result.GetValue(run) == null)
                result.AddError("--latest goes with --run.");
            if (result.GetValue(target) == null && result.GetValue(onnx) == null)
                result.AddError("Name the file to write with --out or --onnx.");
        });
        command.SetAction(parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            string path = parsed.GetValue(source) ?? FindModel(parsed.GetValue(run)!, parsed.GetValue(latest));
            GeneratorModel model = Read(path, parsed.GetValue(half));
            if (parsed.GetValue(target) is { } targetPath)
            {
                ModelFile.Write(model, targetPath);
                Report(model, targetPath, output);
            }
            if (parsed.GetValue(onnx) is { } onnxPath)
            {
                OnnxExporter.Write(model, onnxPath);
                Report(model, onnxPath, output);
            }
            return ExitCode.Done;
        });
        return command;
    }

    public static void Export(string run, string path, bool half, TextWriter output)
    {
        GeneratorModel model = Read(FindModel(run), half);
        ModelFile.Write(model, path);
        Report(model, path, output);
    }

    private static string FindModel(string run, bool latest = false)
    {
        var folder = new RunFolder(run);
        string source = latest ? folder.LatestGeneratorPath : folder.GeneratorPath;
        if (!File.Exists(source))
        {
            throw new SagTexturesException(Directory.Exists(run)
                ? $"{run} (--run) has no {Path.GetFileName(source)} yet: the trainer writes it with its first checkpoint."
                : $"There is no run folder {run} (--run).");
        }
        return source;
    }

    private static void Report(GeneratorModel model, string path, TextWriter output) =>
        output.WriteLine($"{path}: {model.ParameterCount:N0} parameters, {new FileInfo(path).Length / 1e6:0.0} MB");

    private static GeneratorModel Read(string path, bool half)
    {
        GeneratorModel model = ModelFile.Read(path);
        return !half ? model : new GeneratorModel(model.Description, model.Tensors.Select(tensor =>
            ModelTensor.FromValues(tensor.Name, tensor.Shape, tensor.ToArray(), TensorType.Float16)));
    }
}
