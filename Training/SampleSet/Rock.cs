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

    private readonly int _frequency, _strata;
    private readonly float _layering, _relief;
    private readonly uint _seed;
    private readonly (Vector3 Light, Vector3 Dark, Vector3 Stain) _palette;

    public Rock(SampleRandom random)
    {
        _frequency = random.Pick(2, 3, 3, 4);
        _strata = random.Pick(4, 6, 8);
        _layering = random.Range(0.15f, 0.6f);
        _relief = random.Range(0.05f, 0.085f);
        _seed = random.NextUInt();
        _palette = random.Pick(Palettes);
    }

    public SurfacePoint At(float u, float v)
    {
        float foldU = Noise.Fractal(u, v, _frequency, 3, _seed + 1), foldV = Noise.Fractal(u, v, _frequency, 3, _seed + 2);
        float x = u + 0.16f * foldU, y = v + 0.16f * foldV;
        float ridged = Noise.Ridged(x, y, _frequency, 5, _seed + 3);
        float layer = y * _strata + 0.5f * foldU;
        float step = layer - MathF.Floor(layer);
        float ledge = Shape.SmoothStep(0, 0.75f, step) * (1 - Shape.SmoothStep(0.88f, 1, step));
        float grain = Noise.Fractal(u, v, 24, 3, _seed + 4);
        VoronoiCell block = VoronoiCell.At(x, y, _frequency, _frequency * 2 & ~1, 0.9f, _seed + 5);
        float crack = 1 - Shape.SmoothStep(0, 0.07f, block.EdgeDistance + 0.03f * grain);

        float height = Shape.Lerp(ridged, 0.45f * ridged + 0.5f * ledge, _layering)
            + 0.18f * (SampleRandom.Unit(block.Id, 1) - 0.5f) + 0.07f * grain - 0.22f * crack;
        float stain = Shape.SmoothStep(0.05f, 0.6f, Noise.Fractal(x, y, 2, 4, _seed + 6));
        Vector3 color = Vector3.Lerp(_palette.Dark, _palette.Light, Shape.SmoothStep(0.15f, 1, height + 0.25f * grain));
        color = Vector3.Lerp(color, _palette.Stain, 0.55f * stain) * (1 + 0.15f * grain - 0.4f * crack);
        return new SurfacePoint(_relief * height, color, Math.Clamp(0.85f + 0.1f * grain, 0.6f, 1f));
    }
}
