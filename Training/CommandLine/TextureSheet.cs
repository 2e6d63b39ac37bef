using System;
using System.IO;
using System.Linq;
using SagTextures.Training.SampleSet;
using StbImageSharp;

namespace SagTextures.Training.CommandLine;

/// <summary>Square textures side by side in one picture.</summary>
internal sealed class TextureSheet
{
    private const int MostPixels = 16384;
    private readonly string path;
    private readonly int size, times, columns, zoom;

    /// <param name="path">The picture's file.</param>
    /// <param name="count">How many textures.</param>
    /// <param name="size">Width and height of one.</param>
    /// <param name="times">Each is shown so many times next to itself and below itself.</param>
    /// <exception cref="UsageException">The picture would be too large.</exception>
    public TextureSheet(string path, int count, int size, int times)
    {
        (this.path, this.size, this.times) = (path, size, times);
        columns = (int)Math.Ceiling(Math.Sqrt(count * 2.0));
        zoom = times > 1 ? 1 : Math.Max(1, 128 / size);
        (long width, long height) = ContactSheet.Measure(count, (long)size * times, columns, zoom);
        if (Math.Max(width, height) > MostPixels)
        {
            throw new UsageException(
                $"--sheet {path} would be {width}×{height} pixels; {MostPixels} are the most a side: take a smaller --count, --tile or --size.");
        }
    }

    /// <param name="textures">Files of the textures.</param>
    public void Write(string[] textures)
    {
        byte[][] pictures = textures
            .Select(file => Tile(ImageResult.FromMemory(File.ReadAllBytes(file), ColorComponents.RedGreenBlue).Data)).ToArray();
        ContactSheet.Write(path, pictures, size * times, columns, zoom);
    }

    private byte[] Tile(byte[] pixels)
    {
        var tiled = new byte[pixels.Length * times * times];
        int row = size * 3;
        for (int i = 0; i < size * times * times; i++)
            Array.Copy(pixels, i / times % size * row, tiled, i * row, row);
        return tiled;
    }
}
