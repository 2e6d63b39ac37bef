using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using SagTextures.Models;
using SagTextures.Training.Benchmark;

namespace SagTextures.Training.CommandLine;

/// <summary>
/// Latency, throughput, memory and first texture of each backend, with peers on the same weights in the same run. Times are taken
/// by turns in this process; first texture and memory each in a fresh one, because they belong to one contestant.
/// </summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var generatorOptions = new GeneratorOptionSet();
        Option<bool> json = Options.Flag("--json", "Print JSON.");
        Option<bool> noPeers = Options.Flag("--no-peers", "Leave ONNX Runtime and TorchSharp out.");
        Option<bool> layers = Options.Flag("--layers", "Also where time and memory of each backend go, layer by layer.");
        Option<int?> threads = Options.OptionalNumber("--threads", "Cores that all but Vulkan use; without it all.", 1, 1024);
        Option<int> seconds = Options.Number("--seconds", "Time for each batch size, about.", 8, 0, 3600);
        Option<int?> size = Options.OptionalNumber(
            "--size", "Width and height of the textures, for models with a grid latent; without it as trained.", 8, 4096);
        Option<int> cells = Options.Number("--cells", "For --alone: latent cells along a side.", 1, 1, 4096);
        cells.Hidden = true;
        Option<string?> plot = new("--plot")
        {
            Description = "Instead of all else: draw time against pixels and against batch, both backends, into this picture.",
            HelpName = "FILE.png",
        };
        Option<ReferenceKind?> reference = new("--reference")
        {
            Description = "Instead of a model: the generator that runtimes are compared on, with random weights.",
            HelpName = "full|half|residual|grid",
            CustomParser = result => Options.Word<ReferenceKind>(result, "--reference"),
        };
        Option<string?> keep = Options.OptionalText("--keep", "FILE", "With --reference: write that generator here, for other programs to load.");
        Option<int[]> batches = new("--batch")
        {
            Description = "Textures made at once, separated by commas.",
            HelpName = "1,8,32",
            DefaultValueFactory = _ => [1, 8],
            CustomParser = result =>
            {
                int[] sizes = result.Tokens[0].Value.Split(',').Select(word => int.TryParse(word, out int size) ? size : 0).ToArray();
                if (sizes.Any(size => size is < 1 or > 1024))
                    result.AddError($"--batch {result.Tokens[0].Value} is not a list of numbers from 1 to 1024, such as 1,8,32");
                return sizes;
            },
        };
        Option<ContestantKind?> alone = new("--alone")
        {
            Hidden = true,
            Description = "Measure first texture and memory of one contestant, in this process.",
            CustomParser = result => Options.Word<ContestantKind>(result, "--alone"),
        };

        var command = new Command("bench", "Measure latency, throughput and memory, beside ONNX Runtime and TorchSharp.")
        {
            reference, keep, batches, size, threads, seconds, layers, noPeers, plot, json, alone, cells,
        };
        generatorOptions.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            // In the processes of the contestants as well: Ctrl+C reaches them too, and this one ends them.
            using var signal = new StopSignal();
            CancellationToken stop = signal.Token;
            TextWriter output = parsed.InvocationConfiguration.Output, error = parsed.InvocationConfiguration.Error;
            var settings = new BenchSettings(
                parsed.GetValue(threads), generatorOptions.Device(parsed), parsed.GetValue(size), parsed.GetValue(cells));
            int[] sizes = parsed.GetValue(batches)!;
            if (parsed.GetValue(alone) is { } kind)
            {
                string path = generatorOptions.ModelPath(parsed);
                ProcessCost cost = ProcessCost.Measure(kind, () => Contestants.Load(kind, path, settings), sizes);
                output.WriteLine(JsonSerializer.Serialize(cost, JsonText.Compact));
                return ExitCode.Done;
            }
            if (parsed.GetValue(plot) is { } picture)
            {
                CostCurves.Measure(generatorOptions.Backend(parsed), settings, output, error, stop).Write(picture);
                return ExitCode.Done;
            }
            string folder = Directory.CreateTempSubdirectory("sag-bench-").FullName;
            try
            {
                string model = parsed.GetValue(reference) is { } form ? WriteReference(form, folder) : generatorOptions.ModelPath(parsed);
                if (parsed.GetValue(keep) is { } kept)
                    ModelFile.Write(ModelFile.Read(model), kept);
                ContestantKind[] kinds = Kinds(generatorOptions.Backend(parsed), !parsed.GetValue(noPeers)).ToArray();
                var benchmark = new ModelBenchmark(model, folder, settings);
                BenchReport report = await benchmark.Run(
                    kinds, generatorOptions.Backend(parsed) == BackendKind.Auto, sizes, TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                    parsed.GetValue(layers), error, stop);
                if (!parsed.GetValue(noPeers) && PyTorchPeer.IsWanted)
                    report = report with { Timings = [.. report.Timings, .. await PyTorchPeer.Run(model, report.Size, sizes, folder, error, stop)] };
                if (parsed.GetValue(json))
                    output.WriteLine(JsonSerializer.Serialize(report, JsonText.Indented));
                else
                    report.Print(output);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static string WriteReference(ReferenceKind kind, string folder)
    {
        string path = Path.Combine(folder, $"reference-{kind}.safetensors".ToLowerInvariant());
        ModelFile.Write(ReferenceGenerator.Create(kind), path);
        return path;
    }

    private static IEnumerable<ContestantKind> Kinds(BackendKind asked, bool hasPeers)
    {
        if (asked != BackendKind.Vulkan)
            yield return ContestantKind.Cpu;
        if (asked != BackendKind.Cpu)
            yield return ContestantKind.Vulkan;
        if (hasPeers)
        {
            yield return ContestantKind.OnnxRuntime;
            yield return ContestantKind.TorchSharp;
        }
    }
}
