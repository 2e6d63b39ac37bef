using System;
using System.Linq;

namespace SagTextures.Training.Data;

/// <summary>
/// Finds images that do not tile and makes them tile. In a seamless training every image is rolled at random, so that the seam of one
/// that does not tile is a line somewhere in the middle, and G learns to draw it.
/// </summary>
internal static class Seams
{
    /// <summary>Part of a side over which an edge takes on the opposite one's pixels.</summary>
    private const int Band = 8;

    /// <summary>Of an image that tiles, the largest step may lie across an edge by chance, but not by so much.</summary>
    private const double Chance = 1.3;

    /// <summary>The image with opposite edges blended over where they do not go on in each other; the same one where they do.</summary>
    public static RgbImage Mend(RgbImage image)
    {
        (int width, int height) = (image.Width, image.Height);
        int pixel = 3, row = width * 3;
        bool across = IsSeam(image.Pixels, (pixel, width), (row, height)), down = IsSeam(image.Pixels, (row, height), (pixel, width));
        if (!across && !down)
            return image;
        var pixels = (byte[])image.Pixels.Clone();
        if (across)
            Blend(pixels, (pixel, width), (row, height));
        if (down)
            Blend(pixels, (row, height), (pixel, width));
        return image with { Pixels = pixels };
    }

    /// <summary>Whether the step from the last line to the first is well above each of those inside.</summary>
    private static bool IsSeam(byte[] pixels, (int Stride, int Count) along, (int Stride, int Count) line)
    {
        long[] steps = Enumerable.Range(0, along.Count).Select(i => Step(i, (i + along.Count - 1) % along.Count)).ToArray();
        return steps[0] > Chance * steps.Skip(1).Max();

        long Step(int a, int b)
        {
            long sum = 0;
            for (int j = 0; j < line.Count; j++)
                for (int c = 0; c < 3; c++)
                    sum += Math.Abs(pixels[a * along.Stride + j * line.Stride + c] - pixels[b * along.Stride + j * line.Stride + c]);
            return sum;
        }
    }

    /// <summary>Both edges become the mean of the two, and what lies behind them less and less so.</summary>
    private static void Blend(byte[] pixels, (int Stride, int Count) along, (int Stride, int Count) line)
    {
        int band = along.Count / Band;
        for (int i = 0; i < band; i++)
        {
            double other = 0.5 * (1 - (double)i / band);
            for (int j = 0; j < line.Count; j++)
                for (int c = 0; c < 3; c++)
                {
                    int a = i * along.Stride + j * line.Stride + c, b = (along.Count - 1 - i) * along.Stride + j * line.Stride + c;
                    (double first, double last) = (pixels[a], pixels[b]);
                    pixels[a] = (byte)Math.Round(first + (last - first) * other);
                    pixels[b] = (byte)Math.Round(last + (first - last) * other);
                }
        }
    }
}
