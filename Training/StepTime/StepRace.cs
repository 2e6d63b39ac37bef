using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace SagTextures.Training.StepTime;

/// <summary>Times training steps by turns: each contestant in a process of its own, one step of one at a time.</summary>
internal static class StepRace
{
    private const int WarmUp = 3;

    /// <param name="Contestant">Whose step.</param>
    /// <param name="Resolution">Side of the textures.</param>
    /// <param name="MedianMs">Median of the steps' milliseconds.</param>
    /// <param name="Ratio">To the plain one's.</param>
    /// <param name="MemoryMB">Resident set after the last step.</param>
    public sealed record Timing(string Contestant, int Resolution, double MedianMs, double Ratio, int MemoryMB);

    /// <param name="contestants">Who takes part; <see cref="StepContestant.PlainName"/> among them.</param>
    /// <param name="resolution">Side of the textures.</param>
    /// <param name="steps">Steps that count.</param>
    /// <param name="stop">Ends it.</param>
    public static IReadOnlyList<Timing> Run(
        IReadOnlyList<StepContestant> contestants, int resolution, int steps, CancellationToken stop)
    {
        Process[] workers = contestants.Select(contestant => contestant.Start()).ToArray();
        try
        {
            var times = contestants.Select(_ => new List<double>()).ToArray();
            var memory = new int[workers.Length];
            for (int step = 0; step < WarmUp + steps; step++)
                for (int i = 0; i < workers.Length; i++)
                {
                    stop.ThrowIfCancellationRequested();
                    (double milliseconds, memory[i]) = Step(workers[i]);
                    if (step >= WarmUp)
                        times[i].Add(milliseconds);
                }
            double[] medians = times.Select(Median).ToArray();
            double plain = medians[contestants.ToList().FindIndex(contestant => contestant.Name == StepContestant.PlainName)];
            return contestants.Select((contestant, i) => new Timing(contestant.Name, resolution, medians[i], medians[i] / plain, memory[i])).ToArray();
        }
        finally
        {
            foreach (Process worker in workers)
            {
                worker.StandardInput.Close();
                if (stop.IsCancellationRequested || !worker.WaitForExit(TimeSpan.FromSeconds(20)))
                    worker.Kill(entireProcessTree: true);
                worker.Dispose();
            }
        }
    }

    private static (double Milliseconds, int Memory) Step(Process worker)
    {
        worker.StandardInput.WriteLine("step");
        worker.StandardInput.Flush();
        string[] words = worker.StandardOutput.ReadLine()?.Split(' ')
            ?? throw new SagTexturesException($"A timed training ended by itself: {worker.StandardError.ReadToEnd().Trim()}");
        return (double.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[1], CultureInfo.InvariantCulture));
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }
}
