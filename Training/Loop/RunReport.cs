using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;

namespace SagTextures.Training.Loop;

/// <summary>The page <c>report.html</c> of a run: curves of losses and metrics, and its samples from first to last.</summary>
internal static class RunReport
{
    private const int Width = 440, Height = 150, MostPoints = 400, MostSamples = 8;
    private static readonly string[] Colours = ["#2563eb", "#dc2626"];

    // Curves that belong together; the smoothing of losses hides the noise of single batches.
    private static readonly (string Title, string[] Names)[] Charts =
    [
        ("Losses of D and G", ["lossD", "lossG"]),
        ("Mean logits of real and generated textures", ["logitReal", "logitFake"]),
        ("Part of D's verdicts that are right", ["accuracyD"]),
        ("Distance of patches (SWD), lower is better", ["swd"]),
        ("Distance of features (KID), lower is better", ["kid"]),
        ("Diversity, 1 is that of the training textures", ["diversity"]),
        ("Weight of self-attention in G and D", ["gammaG", "gammaD"]),
        ("Strength of augmentation", ["augment"]),
    ];

    /// <summary>Writes the page from the reports so far.</summary>
    public static void Write(RunFolder folder, TrainingConfig config)
    {
        TrainingProgress[] reports = folder.ReadProgress().ToArray();
        var page = new StringBuilder($$"""
            <!doctype html><meta charset="utf-8"><title>{{config.Preset}}</title>
            <style>body{font:14px system-ui;margin:24px;max-width:1000px}figure{display:inline-block;margin:0 24px 20px 0}
            figcaption{margin-bottom:4px}svg{background:#f6f6f6}img{image-rendering:pixelated;max-width:100%}</style>
            <h1>{{config.Preset}}, {{config.Resolution}}×{{config.Resolution}}</h1>

            """);
        if (reports.LastOrDefault() is { } last)
            page.AppendLine(CultureInfo.InvariantCulture, $"<p>Step {last.Step} of {last.Steps}, {last.Images} images seen, {last.Status}.</p>");
        foreach ((string title, string[] names) in Charts)
            page.Append(Chart(title, names, reports));
        foreach (TrainingProgress report in reports.Where(report => report.Message != null))
            page.AppendLine(CultureInfo.InvariantCulture, $"<p>Step {report.Step}: {WebUtility.HtmlEncode(report.Message)}</p>");
        // In the page itself, so that it can be sent to somebody; the others stay in the folder.
        foreach (string sample in Timeline(folder.Samples).Reverse())
            page.AppendLine(CultureInfo.InvariantCulture,
                $"<h3>{Path.GetFileNameWithoutExtension(sample)}</h3><img src=\"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes(sample))}\">");
        AtomicFile.Write(folder.ReportPath, stream => stream.Write(Encoding.UTF8.GetBytes(page.ToString())));
    }

    /// <summary>The first, the last, and some evenly between.</summary>
    private static IEnumerable<string> Timeline(IReadOnlyList<string> samples) =>
        Enumerable.Range(0, Math.Min(MostSamples, samples.Count))
            .Select(i => samples[samples.Count <= MostSamples ? i : i * (samples.Count - 1) / (MostSamples - 1)]);

    private static string Chart(string title, string[] names, TrainingProgress[] reports)
    {
        (double Step, double Value)[][] curves = names.Select(name => Points(name, reports)).ToArray();
        (double Step, double Value)[] all = curves.SelectMany(curve => curve).ToArray();
        if (all.Length < 2)
            return "";
        double low = all.Min(point => point.Value), high = all.Max(point => point.Value), end = all.Max(point => point.Step);
        double range = Math.Max(high - low, 1e-9);
        string lines = string.Concat(curves.Select((curve, i) => $"<polyline fill=\"none\" stroke=\"{Colours[i]}\" points=\""
            + string.Join(" ", curve.Select(point => FormattableString.Invariant(
                $"{point.Step / end * Width:0.0},{Height - (point.Value - low) / range * Height:0.0}"))) + "\"/>"));
        string legend = string.Join(" ", names.Select((name, i) => $"<span style=\"color:{Colours[i]}\">{name}</span>"));
        return FormattableString.Invariant($"<figure><figcaption>{title}: {legend}, {low:0.###} to {high:0.###}</figcaption>")
            + $"<svg width=\"{Width}\" height=\"{Height}\">{lines}</svg></figure>\n";
    }

    /// <summary>Means of as many reports as fall on a point of the curve.</summary>
    private static (double Step, double Value)[] Points(string name, TrainingProgress[] reports)
    {
        (double Step, double Value)[] points = reports.Where(report => report.Step > 0)
            .Select(report => ((double)report.Step, Value(name, report))).Where(point => double.IsFinite(point.Item2)).ToArray();
        int size = Math.Max(1, (points.Length + MostPoints - 1) / MostPoints);
        return points.Chunk(size).Select(part => (part[^1].Step, part.Average(point => point.Value))).ToArray();
    }

    private static double Value(string name, TrainingProgress report) => name switch
    {
        "lossD" => report.LossD,
        "lossG" => report.LossG,
        _ => report.Metrics.GetValueOrDefault(name, double.NaN),
    };
}
