using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using SagTextures.Models;
using SagTextures.Training.CommandLine;

namespace SagTextures.Training.Benchmark;

/// <summary>Measures a model on several contestants.</summary>
/// <param name="model">The model file.</param>
/// <param name="folder">For temporary files.</param>
/// <param name="threads">Cores to use; null for all.</param>
/// <param name="device">Number of the Vulkan device; null for the best.</param>
internal sealed class ModelBenchmark(string model, string folder, int? threads, int? device)
{
    /// <param name="kinds">Who takes part.</param>
    /// <param name="mayLackVulkan">Whether Vulkan is left out, with a note, where there is none.</param>
    /// <param name="batches">Textures made at once.</param>
    /// <param name="time">For each batch size, about.</param>
    /// <param name="withLayers">Whether to profile the CPU backend.</param>
    /// <param name="notes">What is going on.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<BenchReport> Run(
        IReadOnlyList<ContestantKind> kinds, bool mayLackVulkan, int[] batches, TimeSpan time, bool withLayers, TextWriter notes,
        CancellationToken stop)
    {
        var costs = new List<ProcessCost>();
        var contestants = new Dictionary<string, IContestant>();
        var timings = new List<BatchTiming>();
        try
        {
            foreach (ContestantKind kind in kinds)
            {
                notes.WriteLine($"measuring {Contestants.Name(kind)} …");
                string path = Contestants.PathFor(kind, model, folder);
                try
                {
                    costs.Add(await MeasureAlone(kind, path, batches, stop));
                    contestants.Add(Contestants.Name(kind), Contestants.Load(kind, path, threads, device));
                }
                catch (SagTexturesException problem) when (kind == ContestantKind.Vulkan && mayLackVulkan)
                {
                    notes.WriteLine("sag: Vulkan is left out: " + problem.Message);
                }
            }
            foreach (int batch in batches)
            {
                notes.WriteLine($"measuring all by turns, batch {batch} …");
                timings.AddRange(Race.Run(contestants, batch, time, stop));
            }
        }
        finally
        {
            foreach (IContestant contestant in contestants.Values)
                contestant.Dispose();
        }
        int cores = threads ?? Environment.ProcessorCount;
        double peak = PeakSpeed.Measure(cores);
        GeneratorModel read = ModelFile.Read(model);
        LayerProfileOf[] profiles = withLayers
            ? batches.Select(batch => new LayerProfileOf(batch, LayerProfile.Measure(read, batch, threads, peak))).ToArray()
            : [];
        return new BenchReport(Path.GetFileName(model), cores, peak, costs, timings, profiles);
    }

    private async Task<ProcessCost> MeasureAlone(ContestantKind kind, string path, int[] batches, CancellationToken stop)
    {
        List<string> arguments =
        [
            "bench", "--alone", kind.ToString().ToLowerInvariant(), "--model", path, "--batch", string.Join(',', batches),
        ];
        if (threads is { } cores)
            arguments.AddRange(["--threads", cores.ToString(CultureInfo.InvariantCulture)]);
        if (kind == ContestantKind.Vulkan && device is { } index)
            arguments.AddRange(["--device", index.ToString(CultureInfo.InvariantCulture)]);
        (int code, string output, string error) = await SagProcess.RunAsync(arguments, stop);
        return code == ExitCode.Done
            ? JsonSerializer.Deserialize<ProcessCost>(output, JsonText.Compact)!
            : throw new SagTexturesException(error.Trim().Replace("sag: ", "", StringComparison.Ordinal));
    }
}
