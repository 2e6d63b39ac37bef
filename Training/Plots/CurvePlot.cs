using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SagTextures.Training.Plots;

/// <summary>Curves in one picture, each in a colour of its own and with its name; both axes begin at 0.</summary>
/// <param name="x">What the first axis says.</param>
/// <param name="y">What the second one says.</param>
internal sealed class CurvePlot(string x, string y)
{
    private const int Width = 960, Height = 480, Left = 60, Right = 220, Top = 30, Bottom = 50, LegendLine = 22, Ticks = 4;

    private static readonly byte[][] Colours =
    [
        [0, 0, 0], [220, 30, 30], [30, 80, 230], [20, 150, 60], [245, 140, 20], [140, 60, 190], [20, 170, 190], [130, 80, 40],
        [240, 110, 170], [130, 130, 20],
    ];

    private static readonly byte[] Dark = [40, 40, 40], Grey = [225, 225, 225];
    private readonly List<(string Name, (double X, double Y)[] Points)> curves = [];

    /// <summary>Adds a curve; those of one name look alike.</summary>
    public void Add(string name, IEnumerable<(double X, double Y)> points) =>
        curves.Add((name, points.Where(point => double.IsFinite(point.Y)).ToArray()));

    /// <summary>Writes the picture.</summary>
    public void Write(string path)
    {
        var canvas = new PlotCanvas(Width, Height);
        double right = Most(point => point.X), top = Most(point => point.Y);
        for (int i = 0; i <= Ticks; i++)
        {
            (double tickX, double tickY) = (right * i / Ticks, top * i / Ticks);
            canvas.Line(PlaceX(0), PlaceY(tickY), PlaceX(right), PlaceY(tickY), Grey);
            canvas.Text(Number(tickY), 6, PlaceY(tickY) - 5, Dark);
            canvas.Text(Number(tickX), PlaceX(tickX) - PlotFont.Width(Number(tickX), PlotCanvas.FontScale) / 2, Height - Bottom + 10, Dark);
        }
        canvas.Text(y, 6, 6, Dark);
        canvas.Text(x, Width - Right - PlotFont.Width(x, PlotCanvas.FontScale), Height - 18, Dark);

        string[] names = curves.Select(curve => curve.Name).Distinct().ToArray();
        for (int i = 0; i < names.Length; i++)
        {
            byte[] colour = Colours[i % Colours.Length];
            // After the last colour they begin again, dashed.
            bool isDashed = i >= Colours.Length;
            foreach ((string _, (double X, double Y)[] points) in curves.Where(curve => curve.Name == names[i]))
                foreach (((double X, double Y) from, (double X, double Y) to) in points.Zip(points.Skip(1)))
                    canvas.Line(PlaceX(from.X), PlaceY(from.Y), PlaceX(to.X), PlaceY(to.Y), colour, isDashed);
            int legend = Top + i * LegendLine;
            canvas.Line(Width - Right + 16, legend + 4, Width - Right + 46, legend + 4, colour, isDashed);
            canvas.Text(names[i], Width - Right + 54, legend, Dark);
        }
        canvas.Write(path);

        int PlaceX(double value) => Left + (int)(value / right * (Width - Left - Right));
        int PlaceY(double value) => Height - Bottom - (int)(value / top * (Height - Top - Bottom));
    }

    private double Most(Func<(double X, double Y), double> of) =>
        Math.Max(1e-9, curves.SelectMany(curve => curve.Points).Select(of).DefaultIfEmpty(1).Max());

    private static string Number(double value) => value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
