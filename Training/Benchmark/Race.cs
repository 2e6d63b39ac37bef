using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace SagTextures.Training.Benchmark;

/// <summary>
/// Times contestants by turns in one process, so that what else the machine does hits all alike. A turn begins with a run that
/// does not count, because the others have emptied the caches, and after a pause, because some peers' threads spin on. Before
/// the first turn all run for a while, because .NET compiles a method well only after thirty calls.
/// </summary>
internal static class Race
{
    private const int RunsATurn = 4, MinTurns = 3, MaxTurns = 25;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <param name="contestants">By name.</param>
    /// <param name="batch">Textures made at once.</param>
    /// <param name="time">How long it may take; a few turns are run in any case.</param>
    /// <param name="stop">Ends it.</param>
    public static IReadOnlyList<BatchTiming> Run(
        IReadOnlyDictionary<string, IContestant> contestants, int batch, TimeSpan time, CancellationToken stop)
    {
        var times = contestants.Keys.ToDictionary(name => name, _ => new List<double>());
        foreach (IContestant contestant in contestants.Values)
        {
            var warmUp = Stopwatch.StartNew();
            while (warmUp.Elapsed < WarmUp)
            {
                stop.ThrowIfCancellationRequested();
                contestant.Run(batch);
            }
        }
        var total = Stopwatch.StartNew();
        for (int turn = 0; turn < MinTurns || (turn < MaxTurns && total.Elapsed < time); turn++)
        {
            foreach ((string name, IContestant contestant) in contestants)
            {
                Thread.Sleep(Pause);
                contestant.Run(batch);
                for (int run = 0; run < RunsATurn; run++)
                {
                    stop.ThrowIfCancellationRequested();
                    long start = Stopwatch.GetTimestamp();
                    contestant.Run(batch);
                    times[name].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }
        double? reference = times.TryGetValue(Contestants.Name(ContestantKind.OnnxRuntime), out List<double>? peer) ? Median(peer) : null;
        return times.Select(pair => new BatchTiming(
            pair.Key, batch, Median(pair.Value), Median(pair.Value) / reference, pair.Value.Count)).ToArray();
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
