#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>The innermost loop of <see cref="DotKernel"/> with AVX-512.</summary>
    internal static unsafe class DotKernel512
    {
        /// <summary>One out channel of eight pixels.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply(float** inputs, nint rowPitch, int taps, nint channels, float* weights, float* parts)
        {
            Vector512<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
            for (int y = 0; y < taps; y++, inputs += rowPitch)
            {
                for (int x = 0; x < taps; x++, weights += channels)
                {
                    float* x0 = inputs[x], x1 = inputs[x + 1], x2 = inputs[x + 2], x3 = inputs[x + 3];
                    float* x4 = inputs[x + 4], x5 = inputs[x + 5], x6 = inputs[x + 6], x7 = inputs[x + 7];
                    for (nint k = 0; k < channels; k += 16)
                    {
                        Vector512<float> w = Avx512F.LoadVector512(weights + k);
                        a = Avx512F.FusedMultiplyAdd(w, Avx512F.LoadVector512(x0 + k), a);
                        b = Avx512F.FusedMultiplyAdd(w, Avx512F.LoadVector512(x1 + k), b);
                        c = Avx512F.FusedMultiplyAdd(w, Avx512F.LoadVector512(x2 + k), c);
                        d = Avx512F.FusedMultiplyAdd(w, Avx512F.LoadVector512(x3 + k), d);
                        e = Avx512F.FusedMultiplyAdd(w, Avx512F.LoadVector512(x4 + k), e);
                        f = Avx512F.FusedMultiplyAdd(w, Avx512F.LoadVector512(x5 + k), f);
                        g = Avx512F.FusedMultiplyAdd(w, Avx512F.LoadVector512(x6 + k), g);
                        h = Avx512F.FusedMultiplyAdd(w, Avx512F.LoadVector512(x7 + k), h);
                    }
                }
            }

            Store(parts, a, b, c, d, e, f, g, h);
        }

        /// <summary>Three out channels of eight pixels: what is loaded of an input serves all three.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void MultiplyThree(
            float** inputs, nint rowPitch, int taps, nint channels, float* weights, nint weightPitch, float* parts)
        {
            Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default;
            Vector512<float> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default, b6 = default, b7 = default;
            Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
            for (int y = 0; y < taps; y++, inputs += rowPitch)
            {
                for (int x = 0; x < taps; x++)
                {
                    float* x0 = inputs[x], x1 = inputs[x + 1], x2 = inputs[x + 2], x3 = inputs[x + 3];
                    float* x4 = inputs[x + 4], x5 = inputs[x + 5], x6 = inputs[x + 6], x7 = inputs[x + 7];
                    for (nint k = 0; k < channels; k += 16, weights += 16)
                    {
                        Vector512<float> u = Avx512F.LoadVector512(weights);
                        Vector512<float> v = Avx512F.LoadVector512(weights + weightPitch);
                        Vector512<float> w = Avx512F.LoadVector512(weights + (2 * weightPitch));
                        Vector512<float> i = Avx512F.LoadVector512(x0 + k);
                        a0 = Avx512F.FusedMultiplyAdd(u, i, a0);
                        b0 = Avx512F.FusedMultiplyAdd(v, i, b0);
                        c0 = Avx512F.FusedMultiplyAdd(w, i, c0);
                        i = Avx512F.LoadVector512(x1 + k);
                        a1 = Avx512F.FusedMultiplyAdd(u, i, a1);
                        b1 = Avx512F.FusedMultiplyAdd(v, i, b1);
                        c1 = Avx512F.FusedMultiplyAdd(w, i, c1);
                        i = Avx512F.LoadVector512(x2 + k);
                        a2 = Avx512F.FusedMultiplyAdd(u, i, a2);
                        b2 = Avx512F.FusedMultiplyAdd(v, i, b2);
                        c2 = Avx512F.FusedMultiplyAdd(w, i, c2);
                        i = Avx512F.LoadVector512(x3 + k);
                        a3 = Avx512F.FusedMultiplyAdd(u, i, a3);
                        b3 = Avx512F.FusedMultiplyAdd(v, i, b3);
                        c3 = Avx512F.FusedMultiplyAdd(w, i, c3);
                        i = Avx512F.LoadVector512(x4 + k);
                        a4 = Avx512F.FusedMultiplyAdd(u, i, a4);
                        b4 = Avx512F.FusedMultiplyAdd(v, i, b4);
                        c4 = Avx512F.FusedMultiplyAdd(w, i, c4);
                        i = Avx512F.LoadVector512(x5 + k);
                        a5 = Avx512F.FusedMultiplyAdd(u, i, a5);
                        b5 = Avx512F.FusedMultiplyAdd(v, i, b5);
                        c5 = Avx512F.FusedMultiplyAdd(w, i, c5);
                        i = Avx512F.LoadVector512(x6 + k);
                        a6 = Avx512F.FusedMultiplyAdd(u, i, a6);
                        b6 = Avx512F.FusedMultiplyAdd(v, i, b6);
                        c6 = Avx512F.FusedMultiplyAdd(w, i, c6);
                        i = Avx512F.LoadVector512(x7 + k);
                        a7 = Avx512F.FusedMultiplyAdd(u, i, a7);
                        b7 = Avx512F.FusedMultiplyAdd(v, i, b7);
                        c7 = Avx512F.FusedMultiplyAdd(w, i, c7);
                    }
                }
            }

            Store(parts, a0, a1, a2, a3, a4, a5, a6, a7);
            Store(parts + 64, b0, b1, b2, b3, b4, b5, b6, b7);
            Store(parts + 128, c0, c1, c2, c3, c4, c5, c6, c7);
        }

        /// <summary>Eight parts of each sum instead of sixteen.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store(
            float* parts, Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d,
            Vector512<float> e, Vector512<float> f, Vector512<float> g, Vector512<float> h)
        {
            (a.GetLower() + a.GetUpper()).Store(parts);
            (b.GetLower() + b.GetUpper()).Store(parts + 8);
            (c.GetLower() + c.GetUpper()).Store(parts + 16);
            (d.GetLower() + d.GetUpper()).Store(parts + 24);
            (e.GetLower() + e.GetUpper()).Store(parts + 32);
            (f.GetLower() + f.GetUpper()).Store(parts + 40);
            (g.GetLower() + g.GetUpper()).Store(parts + 48);
            (h.GetLower() + h.GetUpper()).Store(parts + 56);
        }
    }
}
#endif
