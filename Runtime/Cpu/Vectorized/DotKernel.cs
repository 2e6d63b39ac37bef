#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// The innermost loop of <see cref="DotConvolution"/>: one out channel of eight neighbouring pixels. A sum is kept in sixteen
    /// parts with any instruction set, which are added up at the end.
    /// </summary>
    internal static unsafe class DotKernel
    {
        /// <summary>Pixels computed together: as many sums hide the latency of one.</summary>
        public const int Pixels = 8;

        /// <summary>In channels must be a multiple of this.</summary>
        public const int Lanes = 16;

        /// <param name="inputs">[taps, rowPitch] pointers to the channels of input pixels; tap x of pixel i sees x + i.</param>
        /// <param name="rowPitch">Pointers from one row to the next.</param>
        /// <param name="taps">Along each side.</param>
        /// <param name="channels">In channels.</param>
        /// <param name="weights">[taps, taps, in channels].</param>
        /// <param name="sums">Eight, written.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply(float** inputs, nint rowPitch, int taps, int channels, float* weights, float* sums)
        {
            float* parts = stackalloc float[Pixels * 8];
            if (Avx512F.IsSupported)
            {
                Multiply512(inputs, rowPitch, taps, channels, weights, parts);
            }
            else
            {
                Multiply256(inputs, rowPitch, taps, channels, weights, parts);
                Multiply256(inputs + 4, rowPitch, taps, channels, weights, parts + 32);
            }

            Sum(parts).Store(sums);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Multiply512(float** inputs, nint rowPitch, int taps, nint channels, float* weights, float* parts)
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

            (a.GetLower() + a.GetUpper()).Store(parts);
            (b.GetLower() + b.GetUpper()).Store(parts + 8);
            (c.GetLower() + c.GetUpper()).Store(parts + 16);
            (d.GetLower() + d.GetUpper()).Store(parts + 24);
            (e.GetLower() + e.GetUpper()).Store(parts + 32);
            (f.GetLower() + f.GetUpper()).Store(parts + 40);
            (g.GetLower() + g.GetUpper()).Store(parts + 48);
            (h.GetLower() + h.GetUpper()).Store(parts + 56);
        }

        /// <summary>Four pixels.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Multiply256(float** inputs, nint rowPitch, int taps, nint channels, float* weights, float* parts)
        {
            Vector256<float> a0 = default, b0 = default, c0 = default, d0 = default;
            Vector256<float> a1 = default, b1 = default, c1 = default, d1 = default;
            for (int y = 0; y < taps; y++, inputs += rowPitch)
            {
                for (int x = 0; x < taps; x++, weights += channels)
                {
                    float* x0 = inputs[x], x1 = inputs[x + 1], x2 = inputs[x + 2], x3 = inputs[x + 3];
                    for (nint k = 0; k < channels; k += 16)
                    {
                        Vector256<float> w = Vector256.Load(weights + k);
                        a0 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x0 + k), a0);
                        b0 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x1 + k), b0);
                        c0 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x2 + k), c0);
                        d0 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x3 + k), d0);
                        w = Vector256.Load(weights + k + 8);
                        a1 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x0 + k + 8), a1);
                        b1 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x1 + k + 8), b1);
                        c1 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x2 + k + 8), c1);
                        d1 = Vector256.FusedMultiplyAdd(w, Vector256.Load(x3 + k + 8), d1);
                    }
                }
            }

            (a0 + a1).Store(parts);
            (b0 + b1).Store(parts + 8);
            (c0 + c1).Store(parts + 16);
            (d0 + d1).Store(parts + 24);
        }

        /// <summary>The sums of eight vectors.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<float> Sum(float* parts)
        {
            if (!Avx.IsSupported)
            {
                Vector256<float> sums = default;
                for (int i = 0; i < Pixels; i++)
                {
                    sums = sums.WithElement(i, Vector256.Sum(Vector256.Load(parts + (8 * i))));
                }

                return sums;
            }

            Vector256<float> first = SumOfFour(parts), second = SumOfFour(parts + 32);
            return Avx.Add(Avx.Permute2x128(first, second, 0x20), Avx.Permute2x128(first, second, 0x31));
        }

        /// <summary>Of each vector the sum of the lower half, then of each the upper half's.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<float> SumOfFour(float* parts) => Avx.HorizontalAdd(
            Avx.HorizontalAdd(Vector256.Load(parts), Vector256.Load(parts + 8)),
            Avx.HorizontalAdd(Vector256.Load(parts + 16), Vector256.Load(parts + 24)));
    }
}
#endif
