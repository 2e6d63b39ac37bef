using System;

namespace SagTextures.Training.Data;

/// <summary>An 8-bit sRGB image: row-major, top row first, 3 bytes a pixel.</summary>
public sealed record RgbImage(int Width, int Height, byte[] Pixels)
{
    /// <summary>The image shrunk to that size; each new pixel is the mean of the area it covers.</summary>
    public RgbImage Shrink(int width, int height)
    {
        if (width == Width && height == Height)
            return this;
        return ShrinkRows(ShrinkColumns(this, width), height);
    }

    /// <summary>The square in the middle.</summary>
    public RgbImage Middle(int side) => Crop((Width - side) / 2, (Height - side) / 2, side);

    /// <summary>The square whose corner is there.</summary>
    public RgbImage Crop(int left, int top, int side)
    {
        if (side == Width && side == Height)
            return this;
        var pixels = new byte[side * side * 3];
        for (int y = 0; y < side; y++)
            Pixels.AsSpan(((top + y) * Width + left) * 3, side * 3).CopyTo(pixels.AsSpan(y * side * 3));
        return new RgbImage(side, side, pixels);
    }

    private static RgbImage ShrinkColumns(RgbImage image, int width)
    {
        var pixels = new byte[width * image.Height * 3];
        double scale = (double)image.Width / width;
        for (int x = 0; x < width; x++)
        {
            (int from, int to, double first, double last) = Cover(x, scale, image.Width);
            for (int y = 0; y < image.Height; y++)
                for (int c = 0; c < 3; c++)
                {
                    double sum = 0;
                    for (int i = from; i <= to; i++)
                        sum += image.Pixels[(y * image.Width + i) * 3 + c] * Weight(i, from, to, first, last);
                    pixels[(y * width + x) * 3 + c] = (byte)Math.Round(sum / scale);
                }
        }
        return new RgbImage(width, image.Height, pixels);
    }

    private static RgbImage ShrinkRows(RgbImage image, int height)
    {
        int stride = image.Width * 3;
        var pixels = new byte[stride * height];
        double scale = (double)image.Height / height;
        for (int y = 0; y < height; y++)
        {
            (int from, int to, double first, double last) = Cover(y, scale, image.Height);
            for (int x = 0; x < stride; x++)
            {
                double sum = 0;
                for (int i = from; i <= to; i++)
                    sum += image.Pixels[i * stride + x] * Weight(i, from, to, first, last);
                pixels[y * stride + x] = (byte)Math.Round(sum / scale);
            }
        }
        return new RgbImage(image.Width, height, pixels);
    }

    /// <summary>The old pixels under new pixel <paramref name="index"/>, and how much of the first and last it covers.</summary>
    private static (int From, int To, double First, double Last) Cover(int index, double scale, int size)
    {
        double begin = index * scale, end = Math.Min(begin + scale, size);
        int from = (int)begin, to = Math.Min((int)Math.Ceiling(end) - 1, size - 1);
        return (from, to, from == to ? scale : from + 1 - begin, end - to);
    }

    private static double Weight(int i, int from, int to, double first, double last) =>
        i == from ? first : i == to ? last : 1;
}
