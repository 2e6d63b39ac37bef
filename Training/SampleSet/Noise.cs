using System;
using System.Linq;
using System.Numerics;

namespace SagTextures.Training.SampleSet;

/// <summary>Gradient noise (Perlin 2002) on a lattice that wraps, so that u and v repeat with period 1.</summary>
internal static class Noise
{
    private static readonly Vector2[] Directions =
        Enumerable.Range(0, 64).Select(i => new Vector2(MathF.Cos(i * MathF.Tau / 64), MathF.Sin(i * MathF.Tau / 64))).ToArray();

    /// <summary>One octave, about −1 to 1.</summary>
    /// <param name="frequencyX">Lattice cells across the texture.</param>
    /// <param name="frequencyY">Lattice cells down the texture.</param>
    public static float Gradient(float u, float v, int frequencyX, int frequencyY, uint seed)
    {
        float x = u * frequencyX, y = v * frequencyY;
        int x0 = (int)MathF.Floor(x), y0 = (int)MathF.Floor(y);
        float fx = x - x0, fy = y - y0;
        int left = Wrap(x0, frequencyX), right = Wrap(x0 + 1, frequencyX);
        int top = Wrap(y0, frequencyY), bottom = Wrap(y0 + 1, frequencyY);
        float upper = Shape.Lerp(Slope(left, top, seed, fx, fy), Slope(right, top, seed, fx - 1, fy), Fade(fx));
        float lower = Shape.Lerp(Slope(left, bottom, seed, fx, fy - 1), Slope(right, bottom, seed, fx - 1, fy - 1), Fade(fx));
        return 1.5f * Shape.Lerp(upper, lower, Fade(fy));
    }

    /// <summary>Fractal sum: each octave has twice the frequency and half the weight. About −1 to 1.</summary>
    public static float Fractal(float u, float v, int frequencyX, int frequencyY, int octaves, uint seed)
    {
        float sum = 0, weight = 0.5f;
        for (int octave = 0; octave < octaves; octave++, weight *= 0.5f)
            sum += weight * Gradient(u, v, frequencyX << octave, frequencyY << octave, seed + (uint)octave * 101);
        return sum * 1.4f;
    }

    public static float Fractal(float u, float v, int frequency, int octaves, uint seed) =>
        Fractal(u, v, frequency, frequency, octaves, seed);

    /// <summary>Fractal sum of 1 − |noise|: sharp crests, as weathered stone has them. 0 to 1.</summary>
    public static float Ridged(float u, float v, int frequency, int octaves, uint seed)
    {
        float sum = 0, weight = 0.5f;
        for (int octave = 0; octave < octaves; octave++, weight *= 0.5f)
        {
            float ridge = 1 - MathF.Abs(Gradient(u, v, frequency << octave, frequency << octave, seed + (uint)octave * 101));
            sum += weight * ridge * ridge;
        }
        return sum;
    }

    /// <summary>The remainder that is never negative.</summary>
    public static int Wrap(int x, int period) => ((x % period) + period) % period;

    private static float Slope(int x, int y, uint seed, float dx, float dy)
    {
        Vector2 direction = Directions[SampleRandom.Hash(x, y, seed) % Directions.Length];
        return direction.X * dx + direction.Y * dy;
    }

    private static float Fade(float t) => t * t * t * (t * (t * 6 - 15) + 10);
}
