using System;
using System.Numerics;

namespace SagTextures.Training.SampleSet;

/// <summary>A cliff face: ridged, folded strata, cracks and mineral stains.</summary>
internal sealed class Rock : IMaterial
{
    private static readonly (Vector3 Light, Vector3 Dark, Vector3 Stain)[] Palettes =
    [
        (Shape.Rgb(0xA39C90), Shape.Rgb(0x5A554E), Shape.Rgb(0x8A6A48)),
        (Shape.Rgb(0xB59A7A), Shape.Rgb(0x6B5340), Shape.Rgb(0x94603A)),
        (Shape.Rgb(0x8C9196), Shape.Rgb(0x42474C), Shape.Rgb(0x77706A)),
        (Shape.Rgb(0xA5765A), Shape.Rgb(0x5E3B2E), Shape.Rgb(0xC09A74)),
    ];

    private readonly int frequency, strata;
    private readonly float layering, relief;
    private readonly uint seed;
    private readonly (Vector3 Light, Vector3 Dark, Vector3 Stain) palette;

    public Rock(SampleRandom random)
    {
        frequency = random.Pick(2, 3, 3, 4);
        strata = random.Pick(4, 6, 8);
        layering = random.Range(0.15f, 0.6f);
        relief = random.Range(0.05f, 0.085f);
        seed = random.NextUInt();
        palette = random.Pick(Palettes);
    }

    public SurfacePoint At(float u, float v)
    {
        float foldU = Noise.Fractal(u, v, frequency, 3, seed + 1), foldV = Noise.Fractal(u, v, frequency, 3, seed + 2);
        float x = u + 0.16f * foldU, y = v + 0.16f * foldV;
        float ridged = Noise.Ridged(x, y, frequency, 5, seed + 3);
        float layer = y * strata + 0.5f * foldU;
        float step = layer - MathF.Floor(layer);
        float ledge = Shape.SmoothStep(0, 0.75f, step) * (1 - Shape.SmoothStep(0.88f, 1, step));
        float grain = Noise.Fractal(u, v, 24, 3, seed + 4);
        VoronoiCell block = VoronoiCell.At(x, y, frequency, frequency * 2 & ~1, 0.9f, seed + 5);
        float crack = 1 - Shape.SmoothStep(0, 0.07f, block.EdgeDistance + 0.03f * grain);

        float height = Shape.Lerp(ridged, 0.45f * ridged + 0.5f * ledge, layering)
            + 0.18f * (SampleRandom.Unit(block.Id, 1) - 0.5f) + 0.07f * grain - 0.22f * crack;
        float stain = Shape.SmoothStep(0.05f, 0.6f, Noise.Fractal(x, y, 2, 4, seed + 6));
        Vector3 color = Vector3.Lerp(palette.Dark, palette.Light, Shape.SmoothStep(0.15f, 1, height + 0.25f * grain));
        color = Vector3.Lerp(color, palette.Stain, 0.55f * stain) * (1 + 0.15f * grain - 0.4f * crack);
        return new SurfacePoint(relief * height, color, Math.Clamp(0.85f + 0.1f * grain, 0.6f, 1f));
    }
}
