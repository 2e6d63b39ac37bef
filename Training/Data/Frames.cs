using System;
using System.Linq;

namespace SagTextures.Training.Data;

/// <summary>
/// Finds images with a frame, a pixel or two of another tint along all edges, and evens it out. Previews of materials often have one.
/// The step across the edge does not show it, because both sides have it; but where a seamless training rolls images, it is a cross of
/// thin lines, and G learns to draw them.
/// </summary>
internal static class Frames
{
    /// <summary>Lines at each edge that may belong to a frame, and those behind them that tell what it hides.</summary>
    private const int Depth = 2, Behind = 3;

    /// <summary>Of lines inside, so many deviate less from their neighbours than a frame does.</summary>
    private const double Share = 0.97;

    /// <summary>A frame is a tint, in 8-bit levels; what is stronger may be a joint.</summary>
    private const double Strongest = 24;

    /// <summary>A frame's tint is much the same along both sides; a joint is along one.</summary>
    private const double Likeness = 0.7;

    /// <summary>The image without its frame; the same one where it has none.</summary>
    public static RgbImage Remove(RgbImage image)
    {
        (int width, int height) = (image.Width, image.Height);
        if (Math.Min(width, height) < 8 * (Depth + Behind))
            return image;
        int pixel = 3, row = width * 3;
        double[][] columns = Means(image.Pixels, (pixel, width), (row, height)), rows = Means(image.Pixels, (row, height), (pixel, width));
        if (!IsFrame(columns, rows))
            return image;
        double[][] across = Shifts(columns), down = Shifts(rows);
        var pixels = (byte[])image.Pixels.Clone();
        for (int i = 0; i < pixels.Length; i++)
        {
            (double a, double b) = (across[i / 3 % width][i % 3], down[i / row][i % 3]);
            // A corner is part of both, and has the tint once.
            pixels[i] = (byte)Math.Clamp(Math.Round(pixels[i] + (Math.Abs(a) > Math.Abs(b) ? a : b)), 0, 255);
        }
        return image with { Pixels = pixels };
    }

    /// <summary>Mean colour of each line.</summary>
    private static double[][] Means(byte[] pixels, (int Stride, int Count) along, (int Stride, int Count) line) =>
        Enumerable.Range(0, along.Count).Select(i => Enumerable.Range(0, 3).Select(c =>
            Enumerable.Range(0, line.Count).Average(j => (double)pixels[i * along.Stride + j * line.Stride + c])).ToArray()).ToArray();

    /// <summary>Whether the lines at the edges differ from those behind them, in the same way along both sides.</summary>
    private static bool IsFrame(double[][] columns, double[][] rows)
    {
        double[] across = Deviation(columns, 0), down = Deviation(rows, 0);
        double most = Math.Max(Size(across), Size(down)), difference = Size(across.Zip(down, (a, b) => a - b).ToArray());
        return IsUnusual(columns) && IsUnusual(rows) && difference < Likeness * most && most < Strongest;
    }

    private static bool IsUnusual(double[][] means)
    {
        int[] inside = Enumerable.Range(Depth + Behind + 1, means.Length - 2 * (Depth + Behind) - 1).ToArray();
        double edge = Size(Deviation(means, 0));
        return inside.Count(i => Size(Deviation(means, i)) < edge) > Share * inside.Length;
    }

    /// <summary>Colour of the two lines at a place, the one before it and the one after, less what their neighbours make expect.</summary>
    private static double[] Deviation(double[][] means, int place) => Enumerable.Range(0, 3).Select(c =>
        0.5 * (Line(means, place - 1)[c] - Expected(means, place, -1, c) + Line(means, place)[c] - Expected(means, place, 0, c))).ToArray();

    /// <summary>Between the colours behind, on both sides of a place.</summary>
    private static double Expected(double[][] means, int place, int offset, int channel)
    {
        double before = Enumerable.Range(1, Behind).Average(i => Line(means, place - Depth - i)[channel]);
        double after = Enumerable.Range(0, Behind).Average(i => Line(means, place + Depth + i)[channel]);
        return before + (after - before) * (offset + 0.5 + Depth + 0.5 * Behind) / (2 * Depth + Behind);
    }

    private static double[] Line(double[][] means, int i) => means[(i + means.Length) % means.Length];

    private static double Size(double[] colour) => Math.Sqrt(colour.Sum(x => x * x));

    /// <summary>What gives each line of the frame the colour that is expected and leaves its texture; 0 inside.</summary>
    private static double[][] Shifts(double[][] means)
    {
        double[][] shifts = means.Select(_ => new double[3]).ToArray();
        for (int offset = -Depth; offset < Depth; offset++)
            for (int c = 0; c < 3; c++)
                Line(shifts, offset)[c] = Expected(means, 0, offset, c) - Line(means, offset)[c];
        return shifts;
    }
}
