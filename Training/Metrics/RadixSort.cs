using System;
using System.Runtime.InteropServices;

namespace SagTextures.Training.Metrics;

/// <summary>Sorts numbers by their bits, eleven at a time: a tenth of the time of torch's sort, and most of what a measurement takes.</summary>
internal static class RadixSort
{
    private const int Bits = 11, Buckets = 1 << Bits, Passes = 3;

    /// <summary>Sorts each of the rows, smallest first.</summary>
    /// <param name="values">Rows one after the other; no NaN.</param>
    /// <param name="length">Of a row.</param>
    public static void SortRows(Span<float> values, int length)
    {
        var scratch = new uint[length];
        var starts = new int[Passes * Buckets];
        for (int i = 0; i < values.Length; i += length)
            Sort(MemoryMarshal.Cast<float, uint>(values.Slice(i, length)), scratch, starts);
    }

    private static void Sort(Span<uint> keys, Span<uint> scratch, Span<int> starts)
    {
        starts.Clear();
        for (int i = 0; i < keys.Length; i++)
        {
            // Larger numbers get larger keys: negative ones are turned over, positive ones put above them.
            uint bits = keys[i], key = bits ^ ((uint)((int)bits >> 31) | 0x8000_0000);
            keys[i] = key;
            for (int pass = 0; pass < Passes; pass++)
                starts[pass * Buckets + Digit(key, pass)]++;
        }
        Span<uint> from = keys, to = scratch;
        for (int pass = 0; pass < Passes; pass++)
        {
            Span<int> next = starts.Slice(pass * Buckets, Buckets);
            int sum = 0;
            foreach (ref int start in next)
                (start, sum) = (sum, sum + start);
            foreach (uint key in from)
                to[next[Digit(key, pass)]++] = key;
            Span<uint> swap = from;
            from = to;
            to = swap;
        }
        for (int i = 0; i < from.Length; i++)
            keys[i] = from[i] ^ ((uint)((int)~from[i] >> 31) | 0x8000_0000);
    }

    private static int Digit(uint key, int pass) => (int)(key >> (pass * Bits)) & (Buckets - 1);
}
