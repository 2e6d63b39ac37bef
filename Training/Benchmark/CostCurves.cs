using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using SagTextures.Models;
using SagTextures.Training.Plots;

namespace SagTextures.Training.Benchmark;

/// <summary>
/// Time of one texture of the grid reference generator against its pixels, and of a batch of the full reference generator
/// against its size. Where cost grows with both alone, the curves are parallel to the guide.
/// </summary>
internal static class CostCurves
{
    private const int MinRuns = 3, MaxRuns = 9;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1);
    private static readonly int[] Sizes = [64, 128, 256, 512], Batches = [1, 2, 4, 8, 16, 32];

    /// <param name="backend">Which alone, or both where there is Vulkan.</param>
    /// <param name="settings">Threads and device.</param>
    /// <param name="output">Where the figures go.</param>
    /// <param name="notes">What is going on.</param>
    /// <param name="stop">Ends it.</param>
    public static LogPlot Measure(
        BackendKind backend, BenchSettings settings, TextWriter output, TextWriter notes, CancellationToken stop)
    {
        var plot = new LogPlot(("PIXELS", "MS"), ("BATCH", "MS"));
        var table = new TextTable("backend", "", "median ms", "to the one before");
        GeneratorModel grid = ReferenceGenerator.Create(ReferenceKind.Grid), full = ReferenceGenerator.Create(ReferenceKind.Full);
        foreach (BackendKind kind in new[] { BackendKind.Cpu, BackendKind.Vulkan }.Where(kind => backend == BackendKind.Auto || kind == backend))
        {
            notes.WriteLine($"measuring {kind} …");
            try
            {
                var options = new GeneratorOptions { Backend = kind, Device = settings.Device, Threads = settings.Threads };
                Curve(new TextureGenerator(grid, options), 0, Sizes, side => $"{side}x{side}", (generator, side) =>
                    generator.Generate(1, new GenerateOptions { Width = side, Height = side }), side => (double)side * side);
                Curve(new TextureGenerator(full, options), 1, Batches, batch => $"{batch}", (generator, batch) =>
                    generator.Generate(Enumerable.Range(0, batch).Select(seed => (ulong)seed).ToArray()), batch => batch);
            }
            catch (DeviceException problem) when (kind == BackendKind.Vulkan && backend == BackendKind.Auto)
            {
                notes.WriteLine("sag: Vulkan is left out: " + problem.Message);
            }

            void Curve(
                TextureGenerator generator, int panel, int[] values, Func<int, string> label,
                Action<TextureGenerator, int> run, Func<int, double> position)
            {
                using (generator)
                {
                    var points = new List<(double X, double Y, string Label)>();
                    foreach (int value in values)
                    {
                        run(generator, value);
                        double median = Median(() => run(generator, value), stop);
                        table.Add(
                            kind.ToString(), (panel == 0 ? "" : "batch ") + label(value), $"{median:0.00}",
                            points.Count == 0 ? "" : $"{median / points[^1].Y:0.00}");
                        points.Add((position(value), median, label(value)));
                    }
                    plot.Add(panel, kind.ToString().ToUpperInvariant(), points);
                }
            }
        }
        table.Write(output);
        return plot;
    }

    /// <returns>Milliseconds.</returns>
    private static double Median(Action run, CancellationToken stop)
    {
        var times = new List<double>();
        var total = Stopwatch.StartNew();
        while (times.Count < MinRuns || (times.Count < MaxRuns && total.Elapsed < Enough))
        {
            stop.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return times.Order().ElementAt(times.Count / 2);
    }
}
