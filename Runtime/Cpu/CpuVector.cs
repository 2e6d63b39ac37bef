using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SagTextures.Cpu
{
    /// <summary>The two inner loops, in the widest vectors that <see cref="Vector{T}"/> offers.</summary>
    internal static class CpuVector
    {
        /// <summary>sum += factor·x.</summary>
        public static void MultiplyAdd(Span<float> sum, ReadOnlySpan<float> x, float factor)
        {
            Span<Vector<float>> sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
            ReadOnlySpan<Vector<float>> xs = MemoryMarshal.Cast<float, Vector<float>>(x);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += factor * xs[i];
            }

            for (int i = sums.Length * Vector<float>.Count; i < sum.Length; i++)
            {
                sum[i] += factor * x[i];
            }
        }

        /// <summary>Σ a·b.</summary>
        public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
        {
            ReadOnlySpan<Vector<float>> left = MemoryMarshal.Cast<float, Vector<float>>(a);
            ReadOnlySpan<Vector<float>> right = MemoryMarshal.Cast<float, Vector<float>>(b);
            Vector<float> sums = Vector<float>.Zero;
            for (int i = 0; i < left.Length; i++)
            {
                sums += left[i] * right[i];
            }

            float sum = Vector.Dot(sums, Vector<float>.One);
            for (int i = left.Length * Vector<float>.Count; i < a.Length; i++)
            {
                sum += a[i] * b[i];
            }

            return sum;
        }
    }
}
