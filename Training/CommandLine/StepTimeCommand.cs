using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using SagTextures.Training.Plots;
using SagTextures.Training.Processes;
using SagTextures.Training.SampleSet;
using SagTextures.Training.StepTime;

namespace SagTextures.Training.CommandLine;

internal static class StepTimeCommand
{
    public static Command Create()
    {
        Option<int[]> resolutions = new("--resolution")
        {
            Description = "Width and height of the textures, separated by commas.",
            HelpName = "64,128",
            DefaultValueFactory = _ => [64, 128],
            CustomParser = result =>
            {
                int[] sizes = result.Tokens[0].Value.Split(',').Select(word => int.TryParse(word, out int size) ? size : 0).ToArray();
                if (sizes.Any(size => size is < 16 or > 512 || !int.IsPow2(size)))
                    result.AddError($"--resolution {result.Tokens[0].Value} is not a list of powers of two from 16, such as 64,128");
                return sizes;
            },
        };
        Option<int> batch = Options.Number("--batch", "Textures a step.", fallback: 16, low: 2);
        Option<int> width = Options.Number("--width", "Channels at full resolution; the article has 64.", fallback: 32, low: 8);
        Option<int> steps = Options.Number("--steps", "Steps that count, after 3 of warm-up.", fallback: 20, low: 1);
        Option<int> threads = Options.Number("--threads", "Cores to use.", fallback: 2, low: 1);
        Option<bool> memory = Options.Flag("--memory", "Also each with the other's setting of the C library's memory.");
        Option<bool> json = Options.Flag("--json", "Print JSON.");
        Option<StepKind?> alone = new("--alone")
        {
            Hidden = true,
            Description = "Make one step of one contestant for each line of input.",
            CustomParser = result => Options.Word<StepKind>(result, "--alone"),
        };
        Option<bool> keepMemory = new("--keep-memory") { Hidden = true, Description = "That contestant has the trainer's memory setting." };
        Option<string?> textures = new("--textures") { Hidden = true, Description = "What a contestant trains on." };
        var command = new Command(
            "step-time",
            "Time training steps of the preset sagan beside the same networks in plain TorchSharp, by turns; "
            + $"beside PyTorch too, where {PythonScript.Variable} names a Python that has it.")
        {
            resolutions, batch, width, steps, threads, memory, json, alone, keepMemory, textures,
        };
        command.SetAction((parsed, _) => Task.Run(() =>
        {
            // In the processes of the contestants as well: Ctrl+C reaches them too, and this one ends them.
            using var stop = new StopSignal();
            TextWriter output = parsed.InvocationConfiguration.Output;
            int[] sizes = parsed.GetValue(resolutions)!;
            int cores = parsed.GetValue(threads);
            TrainingConfig config = Config(parsed.GetValue(batch), parsed.GetValue(width));
            if (parsed.GetValue(alone) is { } kind)
            {
                StepWorker.Run(
                    kind, parsed.GetValue(keepMemory), config with { Resolution = sizes[0] }, parsed.GetValue(textures)!, cores, Console.In, output);
                return ExitCode.Done;
            }
            var timings = new List<StepRace.Timing>();
            string folder = Directory.CreateTempSubdirectory("sag-step-time-").FullName;
            try
            {
                SampleTextureSet.Write(folder, count: 4, sizes.Max(), ["albedo"], seed: 1);
                string? missing = PyTorchSteps.Problem(folder);
                if (missing != null)
                    parsed.InvocationConfiguration.Error.WriteLine("sag: PyTorch is left out: " + missing);
                foreach (int size in sizes)
                {
                    IReadOnlyList<StepContestant> contestants = StepContestant.All(
                        config with { Resolution = size }, folder, cores, bothSettings: parsed.GetValue(memory), hasPyTorch: missing == null);
                    timings.AddRange(StepRace.Run(contestants, size, parsed.GetValue(steps), stop.Token));
                }
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
            if (parsed.GetValue(json))
                output.WriteLine(JsonSerializer.Serialize(timings, JsonText.Indented));
            else
                Print(timings, output);
            return ExitCode.Done;
        }));
        return command;
    }

    private static TrainingConfig Config(int batch, int width) => TrainingPresets.Sagan with
    {
        Batch = batch,
        GeneratorWidth = width,
        GeneratorMaxWidth = width * 16,
        DiscriminatorWidth = width,
        DiscriminatorMaxWidth = width * 16,
        Device = "cpu",
    };

    private static void Print(IEnumerable<StepRace.Timing> timings, TextWriter output)
    {
        var table = new TextTable("", "textures", "ms a step", "to plain", "MB");
        foreach (StepRace.Timing timing in timings)
        {
            table.Add(
                timing.Contestant, $"{timing.Resolution}×{timing.Resolution}", $"{timing.MedianMs:0}", $"{timing.Ratio:0.00}", $"{timing.MemoryMB}");
        }
        table.Write(output);
    }
}
