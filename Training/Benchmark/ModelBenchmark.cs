using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using SagTextures.Models;
using SagTextures.Plans;
using SagTextures.Training.Processes;

namespace SagTextures.Training.Benchmark;

/// <summary>Measures a model on several contestants.</summary>
/// <param name="model">The model file.</param>
/// <param name="folder">For temporary files.</param>
/// <param name="asked">How.</param>
internal sealed class ModelBenchmark(string model, string folder, BenchSettings asked)
{
    /// <param name="kinds">Who takes part.</param>
    /// <param name="mayLackVulkan">Whether Vulkan is left out, with a note, where there is none.</param>
    /// <param name="batches">Textures made at once.</param>
    /// <param name="time">For each batch size, about.</param>
    /// <param name="withLayers">Whether to profile the backends.</param>
    /// <param name="notes">What is going on.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<BenchReport> Run(
        IReadOnlyList<ContestantKind> kinds, bool mayLackVulkan, int[] batches, TimeSpan time, bool withLayers, TextWriter notes,
        CancellationToken stop)
    {
        GeneratorModel read = ModelFile.Read(model);
        int side = asked.Size ?? read.Description.Resolution;
        BenchSettings settings = asked with { Cells = read.LatentShape(side, side).Width };
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
                    costs.Add(await MeasureAlone(kind, path, batches, settings, stop));
                    contestants.Add(Contestants.Name(kind), Contestants.Load(kind, path, settings));
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
        int cores = settings.Threads ?? Environment.ProcessorCount;
        double peak = PeakSpeed.Measure(cores);
        var profiles = new List<LayerProfile>();
        foreach (int batch in withLayers ? batches : [])
        {
            var plan = new GeneratorPlan(new GeneratorGraph(read), batch, side, side);
            if (contestants.ContainsKey(Contestants.Name(ContestantKind.Cpu)))
                profiles.Add(CpuProfile.Measure(plan, settings.Threads, peak));
            if (contestants.ContainsKey(Contestants.Name(ContestantKind.Vulkan)))
                profiles.Add(VulkanProfile.Measure(plan, settings.Device));
        }
        return new BenchReport(Path.GetFileName(model), side, cores, peak, costs, timings, profiles);
    }

    private static async Task<ProcessCost> MeasureAlone(
        ContestantKind kind, string path, int[] batches, BenchSettings settings, CancellationToken stop)
    {
        List<string> arguments =
        [
            "bench", "--alone", kind.ToString().ToLowerInvariant(), "--model", path, "--batch", string.Join(',', batches),
            "--cells", settings.Cells.ToString(CultureInfo.InvariantCulture),
        ];
        if (settings.Threads is { } cores)
            arguments.AddRange(["--threads", cores.ToString(CultureInfo.InvariantCulture)]);
        if (settings.Size is { } size)
            arguments.AddRange(["--size", size.ToString(CultureInfo.InvariantCulture)]);
        if (kind == ContestantKind.Vulkan && settings.Device is { } index)
            arguments.AddRange(["--device", index.ToString(CultureInfo.InvariantCulture)]);
        (int code, string output, string error) = await SagProcess.RunAsync(arguments, stop);
        return code == 0
            ? JsonSerializer.Deserialize<ProcessCost>(output, JsonSerializerOptions.Web)!
            : throw new SagTexturesException(error.Trim().Replace("sag: ", "", StringComparison.Ordinal));
    }
}
