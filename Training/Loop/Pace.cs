using System;
using System.Diagnostics;

namespace SagTextures.Training.Loop;

/// <summary>How fast a run goes: since the last report, and over the last minutes, for the time that is left.</summary>
public sealed class Pace(int firstStep)
{
    private const double MemorySeconds = 120;
    private const double PauseFactor = 10;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private int lastStep = firstStep;
    private double steps, seconds;
    private bool wasPaused;

    /// <summary>Seconds since the last report.</summary>
    public double Elapsed => clock.Elapsed.TotalSeconds;

    /// <summary>Steps a second since the last report.</summary>
    public double StepsPerSecond { get; private set; }

    /// <summary>Counts the steps since the last report.</summary>
    public void Report(int step) => Report(step, Elapsed);

    internal void Report(int step, double elapsed)
    {
        int made = Math.Max(0, step - lastStep);
        // A machine that slept is no slower for it; one that stays slow is.
        wasPaused = !wasPaused && elapsed > MemorySeconds && elapsed > PauseFactor * SecondsFor(made) && steps > 0;
        if (!wasPaused)
        {
            // Samples and checkpoints take seconds between steps: what counts is a mean in which old reports fade.
            double memory = Math.Exp(-elapsed / MemorySeconds);
            (steps, seconds) = (steps * memory + made, seconds * memory + elapsed);
        }
        StepsPerSecond = elapsed > 0 ? made / elapsed : 0;
        lastStep = step;
        clock.Restart();
    }

    /// <summary>Seconds that this many further steps take; 0 while unknown.</summary>
    public double SecondsFor(int further) => steps > 0 ? further * seconds / steps : 0;
}
