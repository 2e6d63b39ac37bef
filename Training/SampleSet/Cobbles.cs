using System;
using System.Numerics;

namespace SagTextures.Training.SampleSet;

/// <summary>Rounded stones set in earth or sand.</summary>
internal sealed class Cobbles : IMaterial
{
    private static readonly (Vector3 Light, Vector3 Dark, Vector3 Earth)[] Palettes =
    [
        (Shape.Rgb(0x9A948A), Shape.Rgb(0x5D5954), Shape.Rgb(0x3B3026)),
        (Shape.Rgb(0xA89478), Shape.Rgb(0x6A5744), Shape.Rgb(0x40301F)),
        (Shape.Rgb(0x868D92), Shape.Rgb(0x4A5056), Shape.Rgb(0x35332C)),
        (Shape.Rgb(0xA17F6C), Shape.Rgb(0x5E4A44), Shape.Rgb(0x46382C)),
    ];

    private readonly int count;
    private readonly float jitter, roundness;
    private readonly uint seed;
    private readonly (Vector3 Light, Vector3 Dark, Vector3 Earth) palette;

    public Cobbles(SampleRandom random)
    {
        count = random.Pick(4, 6, 6, 8);
        jitter = random.Range(0.35f, 0.75f);
        roundness = random.Range(0.26f, 0.4f);
        seed = random.NextUInt();
        palette = random.Pick(Palettes);
    }

    public SurfacePoint At(float u, float v)
    {
        float bend = 0.12f / count;
        float x = u + bend * Noise.Fractal(u, v, 8, 3, seed + 1), y = v + bend * Noise.Fractal(u, v, 8, 3, seed + 2);
        VoronoiCell stone = VoronoiCell.At(x, y, count, count, jitter, seed);
        float edge = stone.EdgeDistance - 0.045f;
        float dome = Math.Clamp(edge / roundness, 0f, 1f);
        dome = MathF.Sqrt(1 - (1 - dome) * (1 - dome));

        float grain = Noise.Fractal(u, v, 24, 4, stone.Id | 1);
        float blotch = Noise.Fractal(u, v, 6, 3, stone.Id + 7);
        float speck = Shape.SmoothStep(0.4f, 0.6f, Noise.Gradient(u, v, 56, 56, seed + 3));
        float soil = Noise.Fractal(u, v, 32, 3, seed + 4);
        float tone = SampleRandom.Unit(stone.Id, 3);
        Vector3 rock = Vector3.Lerp(palette.Dark, palette.Light, Math.Clamp(tone + 0.3f * blotch, 0f, 1f));
        rock *= new Vector3(1) + 0.1f * (SampleRandom.Unit(stone.Id, 4) - 0.5f) * new Vector3(1, 0.1f, -0.9f);
        rock *= 1 + 0.22f * grain + 0.15f * speck;

        var slope = new Vector2(SampleRandom.Unit(stone.Id, 5) - 0.5f, SampleRandom.Unit(stone.Id, 6) - 0.5f);
        float lean = 0.12f * Vector2.Dot(stone.FromCentre, slope);
        float top = dome * (0.24f + 0.1f * SampleRandom.Unit(stone.Id, 7) + lean) + 0.016f * grain;
        float body = Shape.SmoothStep(0, 0.09f, edge);
        return new SurfacePoint(
            Shape.Lerp(0.03f * soil, top, body) / count,
            Vector3.Lerp(palette.Earth * (0.9f + 0.5f * soil), rock, body),
            Shape.Lerp(0.98f, 0.7f + 0.15f * grain, body));
    }
}
