using System;
using System.Diagnostics;

namespace SagTextures.Training.Benchmark;

/// <summary>What one contestant costs a process of its own.</summary>
/// <param name="FirstTextureMs">From the start of the process to the first texture.</param>
/// <param name="StartMs">Of it, what the process does before: the .NET runtime, and this program's own start.</param>
/// <param name="LoadMs">Of it, reading the model and setting up.</param>
/// <param name="PeakBytes">Largest resident set of the process.</param>
internal sealed record ProcessCost(string Contestant, string Device, double FirstTextureMs, double StartMs, double LoadMs, long PeakBytes)
{
    /// <summary>Measures in this process; only right where nothing else has run in it.</summary>
    /// <param name="kind">The contestant.</param>
    /// <param name="load">Loads it.</param>
    /// <param name="batches">What else it has to do before its memory counts.</param>
    public static ProcessCost Measure(ContestantKind kind, Func<IContestant> load, int[] batches)
    {
        using Process process = Process.GetCurrentProcess();
        double startMs = (DateTime.Now - process.StartTime).TotalMilliseconds;
        long start = Stopwatch.GetTimestamp();
        using IContestant contestant = load();
        double loadMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        contestant.Run(1);
        double firstMs = (DateTime.Now - process.StartTime).TotalMilliseconds;
        foreach (int batch in batches)
            contestant.Run(batch);
        process.Refresh();
        return new ProcessCost(Contestants.Name(kind), contestant.Device, firstMs, startMs, loadMs, process.PeakWorkingSet64);
    }
}
