using System.Collections.Generic;
using System.IO;
using System.Linq;
using SagTextures.Training.Plots;

namespace SagTextures.Training.Benchmark;

/// <summary>Everything that <c>sag bench</c> measured.</summary>
/// <param name="Size">Width and height of the textures.</param>
/// <param name="Threads">Cores that all but Vulkan used.</param>
/// <param name="PeakGigaFlops">What their multiply-add units can do.</param>
internal sealed record BenchReport(
    string Model, int Size, int Threads, double PeakGigaFlops, IReadOnlyList<ProcessCost> Costs, IReadOnlyList<BatchTiming> Timings,
    IReadOnlyList<LayerProfile> Profiles)
{
    public void Print(TextWriter output)
    {
        output.WriteLine($"{Model}, {Size}×{Size}, {Threads} {(Threads == 1 ? "thread" : "threads")}, peak {PeakGigaFlops:0} GFLOP/s; times in ms");
        output.WriteLine();
        var table = new TextTable("", "batch", "median", "to ONNX Runtime", "textures/s", "runs");
        foreach (BatchTiming timing in Timings.OrderBy(timing => timing.Batch))
        {
            table.Add(
                timing.Contestant, $"{timing.Batch}", $"{timing.MedianMs:0.00}", timing.Ratio is { } ratio ? $"{ratio:0.00}" : "",
                $"{timing.TexturesPerSecond:0.0}", $"{timing.Runs}");
        }
        table.Write(output);
        output.WriteLine();
        table = new TextTable("", "first texture", "of it start", "load", "peak MB", "device");
        foreach (ProcessCost cost in Costs)
        {
            table.Add(
                cost.Contestant, $"{cost.FirstTextureMs:0}", $"{cost.StartMs:0}", $"{cost.LoadMs:0}", $"{cost.PeakBytes / 1e6:0}", cost.Device);
        }
        table.Write(output);
        foreach (LayerProfile profile in Profiles)
        {
            output.WriteLine();
            output.WriteLine(
                $"{profile.Backend} backend, batch {profile.Batch}; weights {profile.WeightBytes / 1e6:0.0} MB, activations " +
                $"{profile.ActivationBytes / 1e6:0.0} MB (the largest step's tensors alone {profile.LargestStepBytes / 1e6:0.0} MB)");
            table = new TextTable("layer", "", "output", "median", "GFLOP/s", "of peak");
            foreach (LayerTiming layer in profile.Layers)
            {
                table.Add(
                    layer.Name, layer.Kind, layer.Output, $"{layer.MedianMs:0.000}", $"{layer.GigaFlops:0}", $"{layer.ShareOfPeak:0%}");
            }
            table.Write(output);
            if (profile.WholeMs is { } whole)
            {
                double gigaFlops = profile.Layers.Sum(layer => layer.GigaFlops * layer.MedianMs) / whole;
                output.WriteLine(
                    $"all of it, pixels left on the device: {whole:0.000} ms, {1000 * profile.Batch / whole:0} textures/s, " +
                    $"{gigaFlops:0} GFLOP/s" +
                    (profile.PeakGigaFlops is { } peak ? $", {gigaFlops / peak:0%} of the peak of {peak:0}" : ""));
            }
        }
        output.WriteLine();
        output.WriteLine("median: the whole call by turns in one process, pixels (peers: the output tensor) in memory, without PNG");
        output.WriteLine("first texture: from the start of a process of its own, start being what it does before it loads; peak MB: its largest resident set");
    }
}
