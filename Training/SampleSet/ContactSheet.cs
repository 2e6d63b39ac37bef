using System;
using System.Collections.Generic;

namespace SagTextures.Training.SampleSet;

/// <summary>Pictures of one size in a grid with margins.</summary>
internal static class ContactSheet
{
    public const byte Background = 24;

    /// <summary>Pixels of a sheet of so many pictures.</summary>
    public static (long Width, long Height) Measure(int count, long size, int columns, int zoom = 1, int margin = 8)
    {
        long cell = size * zoom + margin, rows = ((long)count + columns - 1) / columns;
        return (columns * cell + margin, rows * cell + margin);
    }

    /// <param name="pictures">RGB bytes of <paramref name="size"/>² pixels each, in reading order.</param>
    /// <param name="zoom">Each pixel becomes a square of this width.</param>
    /// <param name="margin">Between pictures and around them, in pixels of the sheet. 0 to show how a texture tiles.</param>
    public static void Write(string path, IReadOnlyList<byte[]> pictures, int size, int columns, int zoom = 1, int margin = 8)
    {
        if (pictures.Count == 0)
            throw new ArgumentException("A contact sheet needs at least one picture.", nameof(pictures));
        (long wide, long high) = Measure(pictures.Count, size, columns, zoom, margin);
        int width = checked((int)wide), height = checked((int)high), cell = size * zoom + margin;
        var sheet = new byte[width * height * 3];
        Array.Fill(sheet, Background);
        for (int i = 0; i < pictures.Count; i++)
        {
            int left = margin + i % columns * cell, top = margin + i / columns * cell;
            for (int y = 0; y < size * zoom; y++)
            {
                for (int x = 0; x < size * zoom; x++)
                {
                    ReadOnlySpan<byte> pixel = pictures[i].AsSpan((y / zoom * size + x / zoom) * 3, 3);
                    pixel.CopyTo(sheet.AsSpan(((top + y) * width + left + x) * 3));
                }
            }
        }
        Png.WriteRgb(path, sheet, width, height);
    }
}
