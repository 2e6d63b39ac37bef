using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SagTextures.Training.Plots;

/// <summary>
/// Panels of curves, logarithmic on both axes, with a dashed guide through each curve's first point: what is on it grows in
/// proportion.
/// </summary>
/// <param name="panels">Names of the axes of each panel.</param>
internal sealed class LogPlot(params (string X, string Y)[] panels)
{
    private const int Side = 480, Margin = 64, Dot = 4, Scale = PlotCanvas.FontScale;

    private static readonly byte[][] Colours = [[30, 80, 230], [220, 30, 30], [20, 150, 60]];
    private static readonly byte[] Black = [40, 40, 40], Grey = [215, 215, 215], Middle = [150, 150, 150];

    private readonly List<(int Panel, string Name, IReadOnlyList<(double X, double Y, string Label)> Points)> curves = [];
    private readonly PlotCanvas canvas = new(Side * panels.Length, Side);

    /// <param name="panel">Number of the panel.</param>
    /// <param name="name">What stands beside the curve's colour.</param>
    /// <param name="points">Positive numbers, with what the first axis says to them.</param>
    public void Add(int panel, string name, IReadOnlyList<(double X, double Y, string Label)> points) =>
        curves.Add((panel, name, points));

    /// <summary>Writes the picture.</summary>
    public void Write(string path)
    {
        for (int panel = 0; panel < panels.Length; panel++)
            Draw(panel, curves.Where(curve => curve.Panel == panel).Select(curve => (curve.Name, curve.Points)).ToArray());
        canvas.Write(path);
    }

    private void Draw(int panel, (string Name, IReadOnlyList<(double X, double Y, string Label)> Points)[] drawn)
    {
        if (drawn.Length == 0)
            return;
        double[] xs = drawn.SelectMany(curve => curve.Points).Select(point => Math.Log10(point.X)).ToArray();
        double[] ys = drawn.SelectMany(curve => curve.Points).Select(point => Math.Log10(point.Y)).ToArray();
        (double left, double right) = (xs.Min(), xs.Max());
        (double bottom, double top) = (Math.Floor(ys.Min()), Math.Ceiling(ys.Max()));
        int X(double x) => (panel * Side) + Margin + (int)((Math.Log10(x) - left) / Math.Max(1e-9, right - left) * (Side - (2 * Margin)));
        int Y(double y) => Side - Margin - (int)((Math.Log10(y) - bottom) / Math.Max(1e-9, top - bottom) * (Side - (2 * Margin)));

        for (double decade = bottom; decade <= top; decade++)
        {
            double y = Math.Pow(10, decade);
            canvas.Line(X(Math.Pow(10, left)), Y(y), X(Math.Pow(10, right)), Y(y), Grey);
            canvas.Text(y.ToString(CultureInfo.InvariantCulture), (panel * Side) + 6, Y(y) - 5, Black);
        }
        foreach ((double x, double _, string label) in drawn[0].Points)
            canvas.Text(label, X(x) - PlotFont.Width(label, Scale) / 2, Side - Margin + 14, Black);
        canvas.Text(panels[panel].Y, (panel * Side) + 6, 24, Black);
        canvas.Text(panels[panel].X, (panel * Side) + Side - Margin - PlotFont.Width(panels[panel].X, Scale), Side - 26, Black);

        for (int i = 0; i < drawn.Length; i++)
        {
            byte[] colour = Colours[i % Colours.Length];
            IReadOnlyList<(double X, double Y, string Label)> points = drawn[i].Points;
            double end = Math.Min(points[^1].X, points[0].X * Math.Pow(10, top) / points[0].Y);
            canvas.Line(X(points[0].X), Y(points[0].Y), X(end), Y(points[0].Y * end / points[0].X), Middle, isDashed: true);
            for (int p = 1; p < points.Count; p++)
                canvas.Line(X(points[p - 1].X), Y(points[p - 1].Y), X(points[p].X), Y(points[p].Y), colour);
            foreach ((double x, double y, string _) in points)
                canvas.Box(X(x) - Dot, Y(y) - Dot, (2 * Dot) + 1, colour);
            canvas.Text(drawn[i].Name, (panel * Side) + Margin + 12, 24 + (i * 18), colour);
        }
    }
}
