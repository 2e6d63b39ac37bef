using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace SagTextures.Training.Experiments;

/// <summary>The results of an experiment as a Markdown table, and curves as a picture for each set.</summary>
internal static class ExperimentTable
{
    /// <summary>Writes <c>table.md</c> and <c>CLASS.png</c>.</summary>
    public static void Write(string folder, IReadOnlyList<RunResult> results, IReadOnlyDictionary<string, double> pace, double seconds)
    {
        string[] classes = results.Select(result => result.Class).Distinct().ToArray();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Each run: {seconds:0} s at the pace measured. SWD (×10³) above two halves of the training");
        text.AppendLine("set, mean ± standard deviation over seeds; KID, recall and diversity are means over all runs, colours in 8-bit levels.");
        text.AppendLine();
        text.AppendLine($"| variant | curve | s a step | runs | {string.Join(" | ", classes)} | all | KID | recall | diversity | colours | rolled back | failed |");
        text.AppendLine($"|---|---|---|---|{string.Concat(classes.Select(_ => "---|"))}---|---|---|---|---|---|---|");
        string[] variants = results.Select(result => result.Variant).Distinct().ToArray();
        for (int i = 0; i < variants.Length; i++)
        {
            RunResult[] runs = results.Where(result => result.Variant == variants[i]).ToArray();
            IEnumerable<string> cells = classes.Select(name => Spread(runs.Where(run => run.Class == name).Select(run => run.ExcessSwd)));
            text.AppendLine(FormattableString.Invariant($"| {variants[i]} | {CurvePlot.ColourName(i)} | {pace[variants[i]]:0.000} | {runs.Length} | ")
                + FormattableString.Invariant($"{string.Join(" | ", cells)} | {Mean(runs.Select(run => run.ExcessSwd)):0.0} | ")
                + string.Join(" | ", new[] { "kid", "recall", "diversity", "colours" }.Select(name => Figure(runs, name)))
                + $" | {runs.Sum(run => run.Rollbacks)} | {runs.Count(run => run.Problem != null)} |");
        }
        AtomicFile.Write(Path.Combine(folder, "table.md"), stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
        foreach (string name in classes)
        {
            var plot = new CurvePlot();
            foreach (RunResult run in results.Where(result => result.Class == name))
                plot.Add(run.Curve.Select(point => (point[0] * pace[run.Variant], point[1])), Array.IndexOf(variants, run.Variant));
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
