using System;
using System.Numerics;

namespace SagTextures.Training.SampleSet;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): small, and the same sequence on every platform.</summary>
internal sealed class SampleRandom(ulong seed)
{
    private ulong state = seed;

    public uint NextUInt()
    {
        state += 0x9E3779B97F4A7C15;
        return (uint)(Mix(state) >> 32);
    }

    /// <summary>Uniform in [low, high).</summary>
    public float Range(float low, float high) => low + (high - low) * Unit(NextUInt());

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[(int)(NextUInt() % (uint)choices.Length)];

    /// <summary>A point between two colours.</summary>
    public Vector3 Between(Vector3 a, Vector3 b) => Vector3.Lerp(a, b, Range(0, 1));

    /// <summary>A 32-bit hash of three integers: the same cell always gets the same stone.</summary>
    public static uint Hash(int x, int y, uint seed) =>
        (uint)(Mix(((ulong)seed << 32 | (uint)x) * 0x9E3779B97F4A7C15 + (uint)y) >> 32);

    /// <summary>Uniform in [0, 1); <paramref name="channel"/> gives independent numbers from one hash.</summary>
    public static float Unit(uint hash, int channel = 0) => (Hash((int)hash, channel, 0x51ED270B) >> 8) * (1f / (1 << 24));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
