using System;
using System.Numerics;

namespace SagTextures.Training.SampleSet;

/// <summary>A floor of boards side by side: grain along the board, knots, dark gaps, staggered ends.</summary>
internal sealed class Planks : IMaterial
{
    private static readonly (Vector3 Light, Vector3 Dark)[] Palettes =
    [
        (Shape.Rgb(0xB98A56), Shape.Rgb(0x7A5230)),
        (Shape.Rgb(0x966A40), Shape.Rgb(0x5A3A22)),
        (Shape.Rgb(0xD0AE7C), Shape.Rgb(0x9A7144)),
        (Shape.Rgb(0x9A9084), Shape.Rgb(0x5F5750)),
        (Shape.Rgb(0x6E4A30), Shape.Rgb(0x3B2618)),
    ];

    private readonly int boards, ends;
    private readonly float gap, polish;
    private readonly uint seed;
    private readonly (Vector3 Light, Vector3 Dark) palette;

    public Planks(SampleRandom random)
    {
        boards = random.Pick(4, 5, 6, 8);
        ends = random.Pick(1, 1, 2);
        gap = random.Range(0.02f, 0.045f) / boards;
        polish = random.Range(0.35f, 0.8f);
        seed = random.NextUInt();
        palette = random.Pick(Palettes);
    }

    public SurfacePoint At(float u, float v)
    {
        int row = Noise.Wrap((int)MathF.Floor(v * boards), boards);
        uint rowHash = SampleRandom.Hash(row, 0, seed);
        float along = u * ends + SampleRandom.Unit(rowHash, 1);
        int piece = (int)MathF.Floor(along);
        uint board = SampleRandom.Hash(Noise.Wrap(piece, ends), row, seed + 1);

        float across = v * boards - MathF.Floor(v * boards) - 0.5f;
        var point = new Vector2((along - piece - 0.5f) / ends, across / boards);
        float inside = Shape.InsideBox(point, new Vector2(0.5f / ends - gap, 0.5f / boards - gap), 0.03f / boards);
        float body = Shape.SmoothStep(-0.03f / boards, 0.05f / boards, inside);

        float rings = Rings(u, v, across, board);
        float fibre = Noise.Fractal(u, v, 4, 48, 2, board + 1);
        float worn = Noise.Fractal(u, v, 3, 3, seed + 5);
        float tone = SampleRandom.Unit(board, 5);
        float dark = Math.Clamp(0.55f * rings + 0.25f * fibre + 0.5f * (tone - 0.35f), 0f, 1.1f);
        float brightness = 0.92f + 0.25f * (SampleRandom.Unit(board, 6) - 0.5f) + 0.08f * worn;
        Vector3 wood = Vector3.Lerp(palette.Light, palette.Dark, dark) * brightness;
        float cup = (0.25f - across * across) * 0.012f;
        float height = (0.05f + 0.03f * SampleRandom.Unit(board, 7) - 0.012f * rings + 0.008f * fibre + cup) / boards;
        return new SurfacePoint(
            body * height,
            Vector3.Lerp(palette.Dark * 0.12f, wood, body),
            Shape.Lerp(0.95f, polish + 0.15f * rings, body));
    }

    /// <summary>Late wood 1, early wood 0: contour lines of a field that is stretched along the board and bulges at knots.</summary>
    private static float Rings(float u, float v, float across, uint board)
    {
        float field = 2.6f * Noise.Fractal(u, v, 2, 6, 2, board + 2) + across * (1.5f + 3f * SampleRandom.Unit(board, 8));
        float knotU = SampleRandom.Unit(board, 9), knotAcross = 0.5f * (SampleRandom.Unit(board, 10) - 0.5f);
        float alongKnot = u - knotU - MathF.Round(u - knotU);
        float distance = MathF.Sqrt(alongKnot * alongKnot * 90 + (across - knotAcross) * (across - knotAcross) * 6);
        bool knotted = SampleRandom.Unit(board, 11) < 0.4f;
        float knot = knotted ? MathF.Exp(-distance * distance * 5) : 0;
        float lines = 0.5f + 0.5f * MathF.Sin((field + 2.2f * knot) * 7f);
        return Math.Clamp(lines * lines + knot * knot * 0.9f, 0f, 1.3f);
    }
}
