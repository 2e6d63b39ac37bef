using System;
using System.Numerics;

namespace SagTextures.Training.SampleSet;

/// <summary>The cell of a wrapping, jittered Voronoi diagram (Worley 1996) that a point lies in.</summary>
/// <param name="Id">Hash of the cell.</param>
/// <param name="EdgeDistance">To the nearest border, in lattice cells.</param>
/// <param name="FromCentre">From the cell's site to the point, in lattice cells.</param>
internal readonly record struct VoronoiCell(uint Id, float EdgeDistance, Vector2 FromCentre)
{
    /// <param name="jitter">0 a square grid, 1 sites anywhere in their lattice cell.</param>
    public static VoronoiCell At(float u, float v, int columns, int rows, float jitter, uint seed)
    {
        float x = u * columns, y = v * rows;
        int cellX = (int)MathF.Floor(x), cellY = (int)MathF.Floor(y);
        Span<Vector2> sites = stackalloc Vector2[25];
        Vector2 nearest = default;
        float best = float.MaxValue;
        uint id = 0;
        for (int i = 0; i < sites.Length; i++)
        {
            int siteX = cellX + i % 5 - 2, siteY = cellY + i / 5 - 2;
            uint hash = SampleRandom.Hash(Noise.Wrap(siteX, columns), Noise.Wrap(siteY, rows), seed);
            var offset = new Vector2(SampleRandom.Unit(hash, 1) - 0.5f, SampleRandom.Unit(hash, 2) - 0.5f) * jitter;
            // Alternate rows are shifted by half a cell: stones are laid like that.
            float shift = (Noise.Wrap(siteY, rows) & 1) * 0.5f;
            sites[i] = new Vector2(siteX + 0.25f + shift - x, siteY + 0.5f - y) + offset;
            if (sites[i].LengthSquared() < best)
                (best, nearest, id) = (sites[i].LengthSquared(), sites[i], hash);
        }
        float edge = float.MaxValue;
        foreach (Vector2 site in sites)
        {
            if (site != nearest)
                edge = MathF.Min(edge, Vector2.Dot(0.5f * (site + nearest), Vector2.Normalize(site - nearest)));
        }
        return new VoronoiCell(id, edge, -nearest);
    }
}
