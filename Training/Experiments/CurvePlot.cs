using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SagTextures.Training.SampleSet;

namespace SagTextures.Training.Experiments;

/// <summary>Curves in one picture, each in a colour of its own; both axes begin at 0.</summary>
internal sealed class CurvePlot
{
    private const int Width = 900, Height = 420, Margin = 12;

    private static readonly (string Name, byte[] Rgb)[] Colours =
    [
        ("black", [0, 0, 0]), ("red", [220, 30, 30]), ("blue", [30, 80, 230]), ("green", [20, 150, 60]),
        ("orange", [245, 140, 20]), ("purple", [140, 60, 190]), ("cyan", [20, 170, 190]), ("brown", [130, 80, 40]),
        ("pink", [240, 110, 170]), ("olive", [130, 130, 20]), ("grey", [130, 130, 130]),
    ];

    private readonly List<((double X, double Y)[] Points, int Index)> curves = [];

    /// <summary>Name of the colour of a curve; those after the last begin again, and are dotted.</summary>
    public static string ColourName(int index) => Colours[index % Colours.Length].Name + (index >= Colours.Length ? ", dotted" : "");

    /// <summary>Adds a curve.</summary>
    public void Add(IEnumerable<(double X, double Y)> points, int index) =>
        curves.Add((points.Where(point => double.IsFinite(point.Y)).ToArray(), index));

    /// <summary>Writes the picture.</summary>
    public void Write(string path)
    {
        var pixels = new byte[Width * Height * 3];
        Array.Fill(pixels, (byte)255);
        double right = Math.Max(1e-9, curves.SelectMany(curve => curve.Points).Select(point => point.X).DefaultIfEmpty(1).Max());
        double top = Math.Max(1e-9, curves.SelectMany(curve => curve.Points).Select(point => point.Y).DefaultIfEmpty(1).Max());
        for (int i = 0; i <= 4; i++)
            Line(0, top * i / 4, right, top * i / 4, [225, 225, 225], false);
        foreach (((double X, double Y)[] points, int index) in curves)
            foreach (((double X, double Y) from, (double X, double Y) to) in points.Zip(points.Skip(1)))
                Line(from.X, from.Y, to.X, to.Y, Colours[index % Colours.Length].Rgb, index >= Colours.Length);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        Png.WriteRgb(path, pixels, Width, Height);

        void Line(double x0, double y0, double x1, double y1, byte[] colour, bool isDotted)
        {
            (double px0, double py0) = Place(x0, y0);
            (double px1, double py1) = Place(x1, y1);
            int count = (int)Math.Max(Math.Abs(px1 - px0), Math.Abs(py1 - py0)) * 2 + 1;
            for (int i = 0; i <= count; i++)
            {
                if (isDotted && i / 8 % 2 == 1)
                    continue;
                int x = (int)(px0 + (px1 - px0) * i / count), y = (int)(py0 + (py1 - py0) * i / count);
                for (int thick = 0; thick < 2; thick++)
                    colour.CopyTo(pixels.AsSpan((Math.Clamp(y + thick, 0, Height - 1) * Width + x) * 3));
            }
        }

        (double X, double Y) Place(double x, double y) => (
            Margin + x / right * (Width - 2 * Margin - 1), Height - Margin - 1 - y / top * (Height - 2 * Margin - 1));
    }
}
