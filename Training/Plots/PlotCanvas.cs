using System;
using System.IO;
using SagTextures.Training.SampleSet;

namespace SagTextures.Training.Plots;

/// <summary>A white picture to draw lines, dots and words on.</summary>
internal sealed class PlotCanvas
{
    /// <summary>Pixels a side of the squares that letters are made of.</summary>
    public const int FontScale = 2;

    private const int Thickness = 2, Dash = 6;
    private readonly int width, height;
    private readonly byte[] pixels;

    public PlotCanvas(int width, int height)
    {
        (this.width, this.height) = (width, height);
        pixels = new byte[width * height * 3];
        Array.Fill(pixels, (byte)255);
    }

    /// <summary>A square; what lies outside is drawn on the border.</summary>
    public void Box(int x, int y, int side, byte[] colour)
    {
        for (int i = 0; i < side * side; i++)
        {
            int px = Math.Clamp(x + i % side, 0, width - 1), py = Math.Clamp(y + i / side, 0, height - 1);
            colour.CopyTo(pixels.AsSpan((py * width + px) * 3));
        }
    }

    /// <summary>A straight line.</summary>
    public void Line(int x0, int y0, int x1, int y1, byte[] colour, bool isDashed = false)
    {
        int count = Math.Max(1, Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0)));
        for (int i = 0; i <= count; i++)
        {
            if (!isDashed || i / Dash % 2 == 0)
                Box(x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count, Thickness, colour);
        }
    }

    /// <param name="text">In capitals, for there are no others.</param>
    /// <param name="x">Left.</param>
    /// <param name="y">Top.</param>
    /// <param name="colour">RGB.</param>
    public void Text(string text, int x, int y, byte[] colour) =>
        PlotFont.Draw(text.ToUpperInvariant(), FontScale, (column, row) => Box(x + column, y + row, FontScale, colour));

    /// <summary>Writes a PNG, and its folder where there is none.</summary>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        Png.WriteRgb(path, pixels, width, height);
    }
}
