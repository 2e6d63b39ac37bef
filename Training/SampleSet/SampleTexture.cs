using System;
using System.Numerics;

namespace SagTextures.Training.SampleSet;

/// <summary>One material rendered to maps: heights first, then normals, occlusion and a little light from them.</summary>
internal sealed class SampleTexture
{
    /// <summary>The maps there are, in the order in which they are listed to the user.</summary>
    public static readonly string[] MapNames = ["albedo", "normal", "roughness", "height"];

    // Points a pixel and axis: joints and threads are thinner than a pixel.
    private const int Supersampling = 2;

    // From the upper left, towards the viewer.
    private static readonly Vector3 Light = Vector3.Normalize(new Vector3(-0.45f, 0.6f, 0.9f));

    private readonly int points;
    private readonly HeightField heights;
    private readonly HeightField near, far;
    private readonly SurfacePoint[] surface;

    /// <param name="size">Width and height in pixels.</param>
    public SampleTexture(IMaterial material, int size)
    {
        Size = size;
        points = size * Supersampling;
        heights = new HeightField(points);
        surface = new SurfacePoint[points * points];
        for (int y = 0; y < points; y++)
        {
            for (int x = 0; x < points; x++)
            {
                SurfacePoint point = material.At((x + 0.5f) / points, (y + 0.5f) / points);
                surface[y * points + x] = point;
                heights[x, y] = point.Height;
            }
        }
        near = heights.Blurred(Math.Max(1, points / 64));
        far = heights.Blurred(Math.Max(2, points / 20));
    }

    public int Size { get; }

    /// <summary>RGB bytes, row-major, top row first.</summary>
    public byte[] Map(string name)
    {
        (float low, float high) = heights.Range();
        float span = MathF.Max(high - low, 1e-6f);
        return name switch
        {
            "albedo" => Render(Lit, Shape.ToSrgb),
            "normal" => Render((x, y) => 0.5f * (heights.Normal(x, y) + Vector3.One), Shape.ToByte),
            "roughness" => Render((x, y) => new Vector3(surface[y * points + x].Roughness), Shape.ToByte),
            "height" => Render((x, y) => new Vector3((heights[x, y] - low) / span), Shape.ToByte),
            _ => throw new SagTexturesException(
                $"Unknown map '{name}'. The sample set has: {string.Join(", ", MapNames)}."),
        };
    }

    /// <summary>Photographed materials carry some light and shadow in their colour; so do these.</summary>
    private Vector3 Lit(int x, int y)
    {
        float diffuse = MathF.Max(0, Vector3.Dot(heights.Normal(x, y), Light)) / Light.Z;
        float hollow = MathF.Max(0, near[x, y] - heights[x, y]) * 28 + MathF.Max(0, far[x, y] - heights[x, y]) * 12;
        float occlusion = 1 / (1 + hollow);
        return surface[y * points + x].Color * occlusion * (0.55f + 0.45f * MathF.Min(diffuse, 1.7f));
    }

    private byte[] Render(Func<int, int, Vector3> value, Func<float, byte> encode)
    {
        var pixels = new byte[Size * Size * 3];
        for (int y = 0; y < Size; y++)
        {
            for (int x = 0; x < Size; x++)
            {
                Vector3 sum = Vector3.Zero;
                for (int i = 0; i < Supersampling * Supersampling; i++)
                    sum += value(x * Supersampling + i % Supersampling, y * Supersampling + i / Supersampling);
                sum /= Supersampling * Supersampling;
                int offset = (y * Size + x) * 3;
                (pixels[offset], pixels[offset + 1], pixels[offset + 2]) = (encode(sum.X), encode(sum.Y), encode(sum.Z));
            }
        }
        return pixels;
    }
}
