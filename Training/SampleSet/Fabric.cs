using System;
using System.Numerics;

namespace SagTextures.Training.SampleSet;

/// <summary>Woven cloth: warp and weft threads that pass over and under each other.</summary>
internal sealed class Fabric : IMaterial
{
    private static readonly (Vector3 Warp, Vector3 Weft)[] Palettes =
    [
        (Shape.Rgb(0x8C2F35), Shape.Rgb(0xA8504C)),
        (Shape.Rgb(0x35567E), Shape.Rgb(0x5F82A8)),
        (Shape.Rgb(0x6E7045), Shape.Rgb(0x93925F)),
        (Shape.Rgb(0xC2AE8C), Shape.Rgb(0x9D8661)),
        (Shape.Rgb(0x5C5560), Shape.Rgb(0x8B8088)),
    ];

    private readonly int threads, twill;
    private readonly uint seed;
    private readonly (Vector3 Warp, Vector3 Weft) palette;

    public Fabric(SampleRandom random)
    {
        threads = random.Pick(12, 16, 20);
        twill = random.Pick(2, 4); // plain weave, or a 2/2 twill with its diagonal
        seed = random.NextUInt();
        palette = random.Pick(Palettes);
    }

    public SurfacePoint At(float u, float v)
    {
        float drift = 0.25f / threads;
        float x = (u + drift * Noise.Fractal(u, v, 5, 2, seed + 1)) * threads;
        float y = (v + drift * Noise.Fractal(u, v, 5, 2, seed + 2)) * threads;
        int column = (int)MathF.Floor(x), row = (int)MathF.Floor(y);
        bool warpOnTop = Noise.Wrap(column + row, twill) < twill / 2;

        float acrossWarp = x - column - 0.5f, acrossWeft = y - row - 0.5f;
        float across = warpOnTop ? acrossWarp : acrossWeft;
        // A thread lies over `span` crossings and dives at both ends of that run.
        float span = twill / 2;
        float along = warpOnTop ? acrossWeft + Noise.Wrap(column + row, twill) : acrossWarp + Noise.Wrap(column + row, twill) - span;
        along = (along + 0.5f) / span - 0.5f;
        float round = MathF.Sqrt(MathF.Max(0, 1 - 4.2f * across * across));
        float arch = MathF.Cos(along * MathF.PI * 0.92f);
        int thread = Noise.Wrap(warpOnTop ? column : row, threads);
        uint hash = SampleRandom.Hash(thread, warpOnTop ? 1 : 2, seed);

        float fibre = MathF.Sin((along * span * 3f + across * 2.2f) * MathF.Tau + SampleRandom.Unit(hash, 1) * 6);
        float fuzz = Noise.Fractal(u, v, 64, 2, seed + 3);
        Vector3 color = warpOnTop ? palette.Warp : palette.Weft;
        color *= 0.9f + 0.3f * (SampleRandom.Unit(hash, 2) - 0.5f) + 0.1f * fibre + 0.2f * fuzz;
        color *= 1 + 0.15f * Noise.Fractal(u, v, 3, 2, seed + 4);
        color *= 0.35f + 0.65f * round * (0.5f + 0.5f * arch);
        float height = (0.28f * round * (0.4f + 0.6f * arch) + 0.02f * fibre + 0.03f * fuzz) / threads;
        return new SurfacePoint(height, color, Math.Clamp(0.9f + 0.05f * fuzz, 0f, 1f));
    }
}
