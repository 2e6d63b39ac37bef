using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace SagTextures.Training.CommandLine;

/// <summary>What one backend does with one model in one process.</summary>
/// <param name="FirstTextureMs">From the start of the process to the pixels of the first texture.</param>
/// <param name="LoadMs">Of it, reading the model and setting up the device.</param>
/// <param name="PeakBytes">Largest working set of the process.</param>
internal sealed record BackendBenchmark(
    string Backend, string Device, double FirstTextureMs, double LoadMs, long PeakBytes, IReadOnlyList<BatchTiming> Batches)
{
    private const int MaxRuns = 100, MinRuns = 5;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    /// <summary>Measures in this process; only right where nothing else has run in it.</summary>
    public static BackendBenchmark Measure(string model, GeneratorOptions options, int[] batches, CancellationToken stop)
    {
        using Process process = Process.GetCurrentProcess();
        var load = Stopwatch.StartNew();
        using TextureGenerator generator = TextureGenerator.Load(model, options);
        double loadMs = load.Elapsed.TotalMilliseconds;
        generator.Generate(seed: 0);
        double firstMs = (DateTime.Now - process.StartTime).TotalMilliseconds;
        BatchTiming[] timings = batches.Select(batch => Time(generator, batch, stop)).ToArray();
        process.Refresh();
        return new BackendBenchmark(
            generator.Backend.ToString().ToLowerInvariant(), generator.DeviceName, firstMs, loadMs, process.PeakWorkingSet64, timings);
    }

    private static BatchTiming Time(TextureGenerator generator, int batch, CancellationToken stop)
    {
        var times = new List<double>();
        var total = Stopwatch.StartNew();
        ulong seed = 1;
        // The first run prepares the plan for this batch and does not count.
        for (int run = -1; run < MinRuns || (run < MaxRuns && total.Elapsed < MaxTime); run++)
        {
            ulong[] seeds = Enumerable.Range(0, batch).Select(_ => seed++).ToArray();
            var watch = Stopwatch.StartNew();
            generator.Generate(seeds, cancellationToken: stop);
            if (run >= 0)
                times.Add(watch.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        return new BatchTiming(batch, times[times.Count / 2], times.Count);
    }
}
