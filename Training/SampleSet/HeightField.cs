using System;
using System.Numerics;

namespace SagTextures.Training.SampleSet;

/// <summary>A square, wrapping grid of heights in widths of the texture, and what follows from it.</summary>
internal sealed class HeightField(int size)
{
    private readonly float[] heights = new float[size * size];

    public float this[int x, int y]
    {
        get => heights[Noise.Wrap(y, size) * size + Noise.Wrap(x, size)];
        set => heights[y * size + x] = value;
    }

    /// <summary>Unit normal: x to the right, y up, z out of the surface (the OpenGL convention).</summary>
    public Vector3 Normal(int x, int y)
    {
        float slopeX = (this[x + 1, y] - this[x - 1, y]) * size * 0.5f;
        float slopeY = (this[x, y + 1] - this[x, y - 1]) * size * 0.5f;
        return Vector3.Normalize(new Vector3(-slopeX, slopeY, 1));
    }

    /// <summary>The mean over a (2·radius+1)² square around every point.</summary>
    public HeightField Blurred(int radius) => BlurredRows(radius).Transposed().BlurredRows(radius).Transposed();

    public (float Low, float High) Range()
    {
        float low = float.MaxValue, high = float.MinValue;
        foreach (float height in heights)
            (low, high) = (MathF.Min(low, height), MathF.Max(high, height));
        return (low, high);
    }

    private HeightField BlurredRows(int radius)
    {
        var blurred = new HeightField(size);
        for (int y = 0; y < size; y++)
        {
            double sum = 0;
            for (int x = -radius; x <= radius; x++)
                sum += this[x, y];
            for (int x = 0; x < size; x++)
            {
                blurred[x, y] = (float)(sum / (2 * radius + 1));
                sum += this[x + radius + 1, y] - this[x - radius, y];
            }
        }
        return blurred;
    }

    private HeightField Transposed()
    {
        var transposed = new HeightField(size);
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++)
                transposed[y, x] = this[x, y];
        return transposed;
    }
}
