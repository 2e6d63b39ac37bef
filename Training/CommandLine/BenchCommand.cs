using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace SagTextures.Training.CommandLine;

/// <summary>
/// Latency, throughput and memory of each backend. Each is measured in a fresh process, because the first texture includes
/// the start of the program and the peak of memory belongs to one backend.
/// </summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var generatorOptions = new GeneratorOptionSet();
        Option<bool> json = Options.Flag("--json", "Print JSON.");
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
        Option<bool> here = new("--here") { Hidden = true, Description = "Measure in this process; one backend." };

        var command = new Command("bench", "Measure latency, throughput and memory on each backend.") { batches, json, here };
        generatorOptions.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            string model = generatorOptions.ModelPath(parsed);
            int[] sizes = parsed.GetValue(batches)!;
            if (parsed.GetValue(here))
            {
                var options = new GeneratorOptions { Backend = generatorOptions.Backend(parsed), Device = generatorOptions.Device(parsed) };
                output.WriteLine(JsonSerializer.Serialize(BackendBenchmark.Measure(model, options, sizes, stop), JsonText.Compact));
                return ExitCode.Done;
            }
            var results = new List<BackendBenchmark>();
            foreach (BackendKind backend in Backends(generatorOptions.Backend(parsed)))
            {
                BackendBenchmark? result = await MeasureInFreshProcess(parsed, model, backend, generatorOptions, sizes, stop);
                if (result != null)
                    results.Add(result);
            }
            if (parsed.GetValue(json))
                output.WriteLine(JsonSerializer.Serialize(new { model, results }, JsonText.Indented));
            else
                Print(model, results, output);
            return ExitCode.Done;
        });
        return command;
    }

    private static BackendKind[] Backends(BackendKind asked) =>
        asked == BackendKind.Auto ? [BackendKind.Vulkan, BackendKind.Cpu] : [asked];

    /// <returns>Null where there is no Vulkan and nobody insisted on it.</returns>
    private static async Task<BackendBenchmark?> MeasureInFreshProcess(
        ParseResult parsed, string model, BackendKind backend, GeneratorOptionSet generatorOptions, int[] sizes,
        CancellationToken stop)
    {
        List<string> arguments =
        [
            "bench", "--here", "--model", model,
            "--backend", backend.ToString().ToLowerInvariant(), "--batch", string.Join(',', sizes),
        ];
        if (backend == BackendKind.Vulkan && generatorOptions.Device(parsed) is { } device)
            arguments.AddRange(["--device", device.ToString(CultureInfo.InvariantCulture)]);
        parsed.InvocationConfiguration.Error.WriteLine($"measuring {backend} …");
        (int code, string output, string error) = await SagProcess.RunAsync(arguments, stop);
        if (code == ExitCode.Done)
            return JsonSerializer.Deserialize<BackendBenchmark>(output, JsonText.Compact)!;
        string reason = error.Trim().Replace("sag: ", "");
        if (backend == BackendKind.Vulkan && generatorOptions.Backend(parsed) == BackendKind.Auto)
        {
            parsed.InvocationConfiguration.Error.WriteLine("sag: Vulkan is left out: " + reason);
            return null;
        }
        throw new SagTexturesException(reason);
    }

    private static void Print(string model, List<BackendBenchmark> results, TextWriter output)
    {
        output.WriteLine($"{Path.GetFileName(model)}, times in ms");
        var table = new TextTable("backend", "first texture", "of it load", "batch", "median", "textures/s", "peak MB", "device");
        foreach (BackendBenchmark result in results)
        {
            foreach (BatchTiming timing in result.Batches)
            {
                table.Add(
                    result.Backend, $"{result.FirstTextureMs:0}", $"{result.LoadMs:0}", $"{timing.Batch}",
                    $"{timing.MedianMs:0.00}", $"{timing.TexturesPerSecond:0.0}", $"{result.PeakBytes / 1e6:0}", result.Device);
            }
        }
        table.Write(output);
        output.WriteLine("first texture: from the start of the process; median: pixels in memory, without PNG");
    }
}
