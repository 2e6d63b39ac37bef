using System;
using System.IO;
using SagTextures.Training.Data;
using StbImageWriteSharp;

namespace SagTextures.Tests;

/// <summary>Small image files for training tests.</summary>
internal static class TinyTextures
{
    /// <summary>Writes PNGs of stripes with noise into a class folder.</summary>
    public static void Write(string folder, string @class, int count, int size)
    {
        Directory.CreateDirectory(Path.Combine(folder, @class));
        for (int i = 0; i < count; i++)
        {
            var random = new Random(i);
            var pixels = new byte[size * size * 3];
            for (int p = 0; p < pixels.Length; p++)
                pixels[p] = (byte)((p / 3 / size % 8 < 4 ? 180 : 60) + random.Next(40) + i);
            Write(Path.Combine(folder, @class, $"{@class}-{i}.png"), new RgbImage(size, size, pixels));
        }
    }

    /// <summary>Writes an image as PNG.</summary>
    public static void Write(string path, RgbImage image)
    {
        using FileStream stream = File.Create(path);
        new ImageWriter().WritePng(image.Pixels, image.Width, image.Height, ColorComponents.RedGreenBlue, stream);
    }

    /// <summary>Writes one image of a single value in all channels.</summary>
    public static void WriteFlat(string path, int size, int channels, byte value)
    {
        var pixels = new byte[size * size * channels];
        Array.Fill(pixels, value);
        using FileStream stream = File.Create(path);
        if (path.EndsWith(".tga", StringComparison.Ordinal))
            new ImageWriter().WriteTga(pixels, size, size, (ColorComponents)channels, stream);
        else
            new ImageWriter().WritePng(pixels, size, size, (ColorComponents)channels, stream);
    }
}
