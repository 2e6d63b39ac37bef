using System;
using System.Linq;

namespace SagTextures.Training.Data;

/// <summary>The two opposite edges of an image along one axis, which meet where it is tiled, and what tells a frame there.</summary>
internal sealed class FrameEdge
{
    /// <summary>Lines at each edge that may belong to a frame, and those behind them that tell what it hides.</summary>
    public const int Depth = 2, Behind = 3;

    /// <summary>Of lines inside, so many deviate less from their neighbours than a frame does.</summary>
    private const double Share = 0.97;

    /// <summary>Of the tint of the outermost lines, the most that those behind may have of a thin frame.</summary>
    private const double Rest = 0.2;

    private readonly double[][] means;
    private readonly double[][] deviations;

    /// <param name="pixels">The image.</param>
    /// <param name="along">Bytes from one line to the next, and number of lines.</param>
    /// <param name="line">The same of the pixels in a line.</param>
    public FrameEdge(byte[] pixels, (int Stride, int Count) along, (int Stride, int Count) line)
    {
        means = new double[along.Count][];
        for (int i = 0; i < along.Count; i++)
        {
            means[i] = new double[3];
            for (int j = 0; j < line.Count; j++)
                for (int c = 0; c < 3; c++)
                    means[i][c] += pixels[i * along.Stride + j * line.Stride + c] / (double)line.Count;
        }
        // In a corner the frame of the other axis is behind as well.
        deviations = Enumerable.Range(Depth, line.Count - 2 * Depth).Select(j => Deviation(
            place => Enumerable.Range(0, 3).Select(c => (double)pixels[place * along.Stride + j * line.Stride + c]).ToArray(),
            along.Count, 0)).ToArray();
        Tint = Deviation(i => means[i], along.Count, 0);
        int margin = Depth + Behind, inside = along.Count - 2 * margin - 1;
        IsUnusual = Enumerable.Range(margin + 1, inside).Select(place => Deviation(i => means[i], along.Count, place))
            .Count(deviation => Dot(deviation, deviation) < Dot(Tint, Tint)) > Share * inside;
    }

    /// <summary>Mean colour of the outermost lines less what those behind make expect.</summary>
    public double[] Tint { get; }

    /// <summary>Whether hardly a line inside deviates as much.</summary>
    public bool IsUnusual { get; }

    /// <summary>Whether the lines behind the outermost have hardly any of the tint.</summary>
    public bool IsThin
    {
        get
        {
            double[][] shifts = Shifts();
            return -Dot(shifts[Depth - 1], Tint) - Dot(shifts[^Depth], Tint) < 2 * Rest * Dot(Tint, Tint);
        }
    }

    /// <summary>Part of the edges' pixels that deviate towards a tint: all of a frame's, half of those of a joint between bricks.</summary>
    public double ShareTowards(double[] tint) => deviations.Count(deviation => Dot(deviation, tint) > 0) / (double)deviations.Length;

    /// <summary>For each line what gives it the colour that is expected and leaves its texture; 0 inside.</summary>
    public double[][] Shifts()
    {
        double[][] shifts = means.Select(_ => new double[3]).ToArray();
        for (int offset = -Depth; offset < Depth; offset++)
        {
            double[] expected = Expected(i => means[i], means.Length, 0, offset);
            int line = (offset + means.Length) % means.Length;
            for (int c = 0; c < 3; c++)
                shifts[line][c] = expected[c] - means[line][c];
        }
        return shifts;
    }

    /// <summary>Scalar product of two colours.</summary>
    public static double Dot(double[] a, double[] b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

    /// <summary>Colour of the lines before and after a place, less what their neighbours make expect.</summary>
    private static double[] Deviation(Func<int, double[]> line, int count, int place)
    {
        double[] before = Expected(line, count, place, -1), after = Expected(line, count, place, 0);
        double[] last = line((place - 1 + count) % count), first = line(place % count);
        return Enumerable.Range(0, 3).Select(c => 0.5 * (last[c] - before[c] + first[c] - after[c])).ToArray();
    }

    /// <summary>Between the colours behind, on both sides of a place.</summary>
    private static double[] Expected(Func<int, double[]> line, int count, int place, int offset)
    {
        double[][] before = Enumerable.Range(1, Behind).Select(i => line((place - Depth - i + count) % count)).ToArray();
        double[][] after = Enumerable.Range(0, Behind).Select(i => line((place + Depth + i) % count)).ToArray();
        double part = (offset + 0.5 + Depth + 0.5 * Behind) / (2 * Depth + Behind);
        return Enumerable.Range(0, 3).Select(c =>
            before.Average(colour => colour[c]) * (1 - part) + after.Average(colour => colour[c]) * part).ToArray();
    }
}
