using System;
using System.Numerics;

namespace SagTextures.Training.SampleSet;

/// <summary>Small curves and conversions the materials share.</summary>
internal static class Shape
{
    public static float SmoothStep(float low, float high, float x)
    {
        float t = Math.Clamp((x - low) / (high - low), 0f, 1f);
        return t * t * (3f - 2f * t);
    }

    public static float Lerp(float a, float b, float t) => a + (b - a) * t;

    /// <summary>Distance to the edge of a box with rounded corners, positive inside.</summary>
    /// <param name="point">Relative to the centre of the box.</param>
    public static float InsideBox(Vector2 point, Vector2 halfSize, float radius)
    {
        Vector2 q = Vector2.Abs(point) - halfSize + new Vector2(radius);
        return radius - Vector2.Max(q, Vector2.Zero).Length() - MathF.Min(MathF.Max(q.X, q.Y), 0f);
    }

    /// <summary>0xRRGGBB as sRGB to linear.</summary>
    public static Vector3 Rgb(int hex) => new(ToLinear(hex >> 16 & 255), ToLinear(hex >> 8 & 255), ToLinear(hex & 255));

    /// <summary>Linear 0 to 1 to an sRGB byte.</summary>
    public static byte ToSrgb(float linear)
    {
        float c = Math.Clamp(linear, 0f, 1f);
        float encoded = c <= 0.0031308f ? 12.92f * c : 1.055f * MathF.Pow(c, 1f / 2.4f) - 0.055f;
        return ToByte(encoded);
    }

    public static byte ToByte(float unit) => (byte)MathF.Round(Math.Clamp(unit, 0f, 1f) * 255f);

    private static float ToLinear(int srgb)
    {
        float c = srgb / 255f;
        return c <= 0.04045f ? c / 12.92f : MathF.Pow((c + 0.055f) / 1.055f, 2.4f);
    }
}
