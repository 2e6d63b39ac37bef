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
    /// <summary>
    /// A frame is a tint, in 8-bit levels; what is stronger may be a joint, or is a frame if it is thin and <see cref="Alike"/> on all
    /// sides. One that only one axis tells must be weaker.
    /// </summary>
    private const double Strongest = 24, StrongestAlike = 40, StrongestAcrossGrain = 18;

    /// <summary>How far the tints along both axes may differ, as a part of the stronger one.</summary>
    private const double Likeness = 0.7, Alike = 0.1;

    /// <summary>Part of a line that a frame tints, where grain is not so strong as to hide it.</summary>
    private const double Whole = 0.97, Hidden = 0.75;

    /// <summary>Size of the tint that grain leaves of a frame along it, as a part of that across it.</summary>
    private const double Least = 0.4, Most = 2.5;

    /// <summary>The image without its frame; the same one where it has none.</summary>
    public static RgbImage Remove(RgbImage image)
    {
        (int width, int height) = (image.Width, image.Height);
        if (Math.Min(width, height) < 8 * (FrameEdge.Depth + FrameEdge.Behind))
            return image;
        int pixel = 3, row = width * 3;
        var columns = new FrameEdge(image.Pixels, (pixel, width), (row, height));
        var rows = new FrameEdge(image.Pixels, (row, height), (pixel, width));
        if (!IsFrame(columns, rows) && !IsFrameAcrossGrain(columns, rows) && !IsFrameAcrossGrain(rows, columns))
            return image;
        double[][] across = columns.Shifts(), down = rows.Shifts();
        var pixels = (byte[])image.Pixels.Clone();
        for (int i = 0; i < pixels.Length; i++)
        {
            (double a, double b) = (across[i / 3 % width][i % 3], down[i / row][i % 3]);
            // A corner is part of both, and has the tint once.
            pixels[i] = (byte)Math.Clamp(Math.Round(pixels[i] + (Math.Abs(a) > Math.Abs(b) ? a : b)), 0, 255);
        }
        return image with { Pixels = pixels };
    }

    /// <summary>Whether the lines at the edges differ from those behind them, in the same way along both axes.</summary>
    private static bool IsFrame(FrameEdge columns, FrameEdge rows)
    {
        double most = Math.Max(Size(columns.Tint), Size(rows.Tint));
        double difference = Size(columns.Tint.Zip(rows.Tint, (a, b) => a - b).ToArray());
        if (!columns.IsUnusual || !rows.IsUnusual || difference >= Likeness * most)
            return false;
        bool isAlike = difference < Alike * most && columns.IsThin && rows.IsThin
            && columns.ShareTowards(columns.Tint) >= Whole && rows.ShareTowards(rows.Tint) >= Whole;
        return most < (isAlike ? StrongestAlike : Strongest);
    }

    /// <summary>
    /// Along grain, or courses, each line has a colour of its own, and a frame is nothing unusual. It is known by its other axis, where
    /// it is a line from end to end, if the lines along the grain are of its tint, too.
    /// </summary>
    private static bool IsFrameAcrossGrain(FrameEdge across, FrameEdge along)
    {
        double size = Size(across.Tint), likeness = FrameEdge.Dot(along.Tint, across.Tint) / (size * size);
        return across.IsUnusual && size < StrongestAcrossGrain && across.ShareTowards(across.Tint) >= Whole
            && likeness is > Least and < Most && along.ShareTowards(across.Tint) >= Hidden;
    }

    private static double Size(double[] colour) => Math.Sqrt(FrameEdge.Dot(colour, colour));
}
