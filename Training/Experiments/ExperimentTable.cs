using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using SagTextures.Training.Plots;

namespace SagTextures.Training.Experiments;

/// <summary>The results of an experiment as a Markdown table, and curves as a picture for each set.</summary>
internal static class ExperimentTable
{
    /// <summary>Writes <c>table.md</c> and <c>CLASS.png</c>.</summary>
    public static void Write(string folder, IReadOnlyList<RunResult> results, IReadOnlyDictionary<string, double> pace, double seconds)
    {
        string[] classes = results.Select(result => result.Class).Distinct().ToArray();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Each run: {seconds:0} s at the pace measured. SWD (×10³) and KID above two halves of the");
        text.AppendLine("training set; SWD as mean ± standard deviation over seeds; the others are means over all runs, colours in 8-bit levels.");
        text.AppendLine();
        text.AppendLine($"| variant | s a step | runs | {string.Join(" | ", classes)} | all | KID | recall | diversity | colours | rolled back | failed |");
        text.AppendLine($"|---|---|---|{string.Concat(classes.Select(_ => "---|"))}---|---|---|---|---|---|---|");
        foreach (string variant in results.Select(result => result.Variant).Distinct())
        {
            RunResult[] runs = results.Where(result => result.Variant == variant).ToArray();
            IEnumerable<string> cells = classes.Select(name => Spread(runs.Where(run => run.Class == name).Select(run => run.Excess("swd"))));
            text.AppendLine(FormattableString.Invariant($"| {variant} | {pace[variant]:0.000} | {runs.Length} | ")
                + FormattableString.Invariant($"{string.Join(" | ", cells)} | {Mean(runs.Select(run => run.Excess("swd"))):0.0} | ")
                + FormattableString.Invariant($"{Mean(runs.Select(run => run.Excess("kid"))):0.00} | ")
                + string.Join(" | ", new[] { "recall", "diversity", "colours" }.Select(name => Figure(runs, name)))
                + $" | {runs.Sum(run => run.Rollbacks)} | {runs.Count(run => run.Problem != null)} |");
        }
        AtomicFile.Write(Path.Combine(folder, "table.md"), stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
        foreach (string name in classes)
        {
            var plot = new CurvePlot("seconds", "SWD");
            foreach (RunResult run in results.Where(result => result.Class == name))
                plot.Add(run.Variant, run.Curve.Select(point => (point[0] * pace[run.Variant], point[1])));
            plot.Write(Path.Combine(folder, name + ".png"));
        }
    }

    private static string Figure(RunResult[] runs, string name) => Mean(runs.Where(run => run.Figures.ContainsKey(name))
        .Select(run => run.Figures[name][0])).ToString("0.00", CultureInfo.InvariantCulture);

    private static double Mean(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private static string Spread(IEnumerable<double> values)
    {
        double[] all = values.Where(double.IsFinite).ToArray();
        double mean = Mean(all);
        return all.Length < 2
            ? mean.ToString("0.0", CultureInfo.InvariantCulture)
            : FormattableString.Invariant($"{mean:0.0} ± {Math.Sqrt(all.Sum(x => (x - mean) * (x - mean)) / (all.Length - 1)):0.0}");
    }
}
