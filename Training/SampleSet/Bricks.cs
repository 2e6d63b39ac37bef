using System;
using System.Numerics;

namespace SagTextures.Training.SampleSet;

/// <summary>A running-bond wall: rounded, chipped bricks of varying fire, sandy mortar.</summary>
internal sealed class Bricks : IMaterial
{
    private static readonly Vector3[][] Palettes =
    [
        [Shape.Rgb(0x8E4330), Shape.Rgb(0xB0603F), Shape.Rgb(0x6B3328)],
        [Shape.Rgb(0x7A3B2E), Shape.Rgb(0x9C5340), Shape.Rgb(0x54302B)],
        [Shape.Rgb(0xB8754A), Shape.Rgb(0xC9925F), Shape.Rgb(0x96583A)],
        [Shape.Rgb(0xC2A378), Shape.Rgb(0xD3B98F), Shape.Rgb(0xA38257)],
        [Shape.Rgb(0x6A5A52), Shape.Rgb(0x857268), Shape.Rgb(0x4C423F)],
    ];

    private readonly int columns, rows;
    private readonly float joint, wear;
    private readonly uint seed;
    private readonly Vector3[] palette;
    private readonly Vector3 mortar;

    public Bricks(SampleRandom random)
    {
        columns = random.Pick(2, 3, 3, 4);
        rows = random.Pick(2, 3) * columns;
        rows += rows & 1; // running bond needs an even number of courses to close
        joint = random.Range(0.055f, 0.1f) / rows;
        wear = random.Range(0.4f, 1.2f);
        seed = random.NextUInt();
        palette = random.Pick(Palettes);
        mortar = random.Between(Shape.Rgb(0x8F877C), Shape.Rgb(0xC9C0B0));
    }

    public SurfacePoint At(float u, float v)
    {
        float wobble = 0.12f / rows * wear;
        float x = u + wobble * 0.5f * Noise.Fractal(u, v, 6, 3, seed + 1);
        float y = v + wobble * 0.5f * Noise.Fractal(u, v, 6, 3, seed + 2);
        int row = (int)MathF.Floor(y * rows);
        float shifted = x * columns + (Noise.Wrap(row, rows) & 1) * 0.5f;
        int column = (int)MathF.Floor(shifted);
        uint brick = SampleRandom.Hash(Noise.Wrap(column, columns), Noise.Wrap(row, rows), seed);

        var halfSize = new Vector2(0.5f / columns - joint, 0.5f / rows - joint);
        var point = new Vector2((shifted - column - 0.5f) / columns, y - (row + 0.5f) / rows);
        float chips = MathF.Max(0, Noise.Fractal(u, v, 12, 3, seed + 3) - 0.25f) * wear;
        float inside = Shape.InsideBox(point, halfSize, 0.12f / rows) - chips * 0.16f / rows;
        float body = Shape.SmoothStep(-0.1f / rows, 0.11f / rows, inside);

        float grain = Noise.Fractal(u, v, 24, 3, seed + 4);
        float blotch = Noise.Fractal(u, v, 5, 3, seed + 5);
        float pits = Shape.SmoothStep(0.45f, 0.75f, Noise.Gradient(u, v, 40, 40, seed + 6));
        float tiltX = 0.06f * (SampleRandom.Unit(brick, 3) - 0.5f), tiltY = 0.1f * (SampleRandom.Unit(brick, 4) - 0.5f);
        float brickHeight = (0.13f * (0.85f + 0.3f * SampleRandom.Unit(brick, 5)) + 0.0144f * grain - 0.024f * pits) / rows
            + tiltX * point.X + tiltY * point.Y;
        float mortarHeight = 0.012f / rows * Noise.Fractal(u, v, 48, 2, seed + 7);

        float fire = SampleRandom.Unit(brick, 6);
        Vector3 fired = fire < 0.5f
            ? Vector3.Lerp(palette[0], palette[1], fire * 2)
            : Vector3.Lerp(palette[0], palette[2], (fire - 0.5f) * 1.8f);
        fired *= 1 + 0.22f * grain + 0.18f * blotch - 0.35f * pits;
        Vector3 sand = mortar * (0.85f + 0.25f * Noise.Fractal(u, v, 48, 2, seed + 8));
        return new SurfacePoint(
            Shape.Lerp(mortarHeight, brickHeight, body),
            Vector3.Lerp(sand, fired, Shape.SmoothStep(0.25f, 0.6f, body)),
            Shape.Lerp(0.95f, 0.78f + 0.1f * grain, body));
    }
}
