using System;
using System.Numerics;

namespace SagTextures.Training.SampleSet;

/// <summary>Glazed square tiles in one, or alternating, colours with bevelled edges and pale grout.</summary>
internal sealed class Tiles : IMaterial
{
    private static readonly (Vector3 First, Vector3 Second)[] Palettes =
    [
        (Shape.Rgb(0xD9D6CC), Shape.Rgb(0x3E474F)),
        (Shape.Rgb(0x4F7F86), Shape.Rgb(0xCBD8D3)),
        (Shape.Rgb(0xB5654A), Shape.Rgb(0xD8B890)),
        (Shape.Rgb(0x35506E), Shape.Rgb(0xD5D9DA)),
        (Shape.Rgb(0x6E8B5E), Shape.Rgb(0xDCD9C0)),
    ];

    private readonly int count;
    private readonly bool checkered;
    private readonly float joint, marbling;
    private readonly uint seed;
    private readonly Vector3 first, second, grout;

    public Tiles(SampleRandom random)
    {
        count = random.Pick(4, 4, 6, 8);
        checkered = random.Range(0, 1) < 0.55f;
        joint = random.Range(0.03f, 0.055f) / count;
        marbling = random.Range(0.1f, 0.6f);
        seed = random.NextUInt();
        (first, second) = random.Pick(Palettes);
        grout = random.Between(Shape.Rgb(0x9A958B), Shape.Rgb(0xC8C4BA));
    }

    public SurfacePoint At(float u, float v)
    {
        int column = Noise.Wrap((int)MathF.Floor(u * count), count), row = Noise.Wrap((int)MathF.Floor(v * count), count);
        uint tile = SampleRandom.Hash(column, row, seed);
        var point = new Vector2(u * count - MathF.Floor(u * count) - 0.5f, v * count - MathF.Floor(v * count) - 0.5f) / count;
        point += new Vector2(SampleRandom.Unit(tile, 1) - 0.5f, SampleRandom.Unit(tile, 2) - 0.5f) * 0.012f / count;
        float inside = Shape.InsideBox(point, new Vector2(0.5f / count - joint), 0.05f / count);
        float body = Shape.SmoothStep(-0.02f / count, 0.07f / count, inside);

        float bend = Noise.Fractal(u, v, 3, 4, tile + 1);
        float vein = MathF.Pow(1 - MathF.Abs(Noise.Gradient(u + 0.12f * bend, v - 0.12f * bend, 3, 3, tile + 2)), 9);
        float glaze = Noise.Fractal(u, v, 8, 3, seed + 1);
        Vector3 color = checkered && ((column + row) & 1) == 1 ? second : first;
        color *= 0.9f + 0.22f * (SampleRandom.Unit(tile, 3) - 0.5f) + 0.1f * glaze;
        color = Vector3.Lerp(color, 0.5f * (color + new Vector3(0.75f)), marbling * vein);
        // Dirt gathers where the glaze meets the grout.
        color *= 1 - 0.3f * (1 - Shape.SmoothStep(0, 0.1f / count, inside));

        float grain = Noise.Fractal(u, v, 48, 2, seed + 2);
        float tilt = (SampleRandom.Unit(tile, 4) - 0.5f) * point.X * 0.05f + (SampleRandom.Unit(tile, 5) - 0.5f) * point.Y * 0.05f;
        return new SurfacePoint(
            Shape.Lerp(0.008f * grain / count, 0.055f / count + tilt + 0.004f * glaze / count, body),
            Vector3.Lerp(grout * (0.85f + 0.2f * grain), color, Shape.SmoothStep(0.2f, 0.5f, body)),
            Shape.Lerp(0.95f, 0.22f + 0.08f * glaze, body));
    }
}
