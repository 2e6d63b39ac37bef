#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// The innermost loop of <see cref="DotConvolution"/>: a few out channels of eight neighbouring pixels. A sum is kept in sixteen
    /// parts with any instruction set, which are added up at the end.
    /// </summary>
    internal static unsafe class DotKernel
    {
        /// <summary>Pixels computed together: as many sums hide the latency of one.</summary>
        public const int Pixels = 8;

        /// <summary>In channels must be a multiple of this.</summary>
        public const int Lanes = 16;

        /// <summary>Out channels that AVX-512 has the registers to compute together.</summary>
        public const int Channels = 3;

        /// <param name="inputs">[taps, rowPitch] pointers to the channels of input pixels; tap x of pixel i sees x + i.</param>
        /// <param name="rowPitch">Pointers from one row to the next.</param>
        /// <param name="taps">Along each side.</param>
        /// <param name="channels">In channels.</param>
        /// <param name="weights">[out channels, taps, taps, in channels].</param>
        /// <param name="outChannels">At most <see cref="Channels"/>.</param>
        /// <param name="sums">[out channels, sumPitch], of which eight each are written.</param>
        /// <param name="sumPitch">Sums from one out channel to the next.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply(
            float** inputs, nint rowPitch, int taps, int channels, float* weights, int outChannels, float* sums, nint sumPitch)
        {
            float* parts = stackalloc float[Channels * Pixels * 8];
            nint weightPitch = taps * taps * channels;
            bool isTogether = Avx512F.IsSupported && outChannels == Channels;
            if (isTogether)
            {
                DotKernel512.MultiplyThree(inputs, rowPitch, taps, channels, weights, weightPitch, parts);
            }

            for (int channel = 0; channel < outChannels; channel++, weights += weightPitch, parts += Pixels * 8, sums += sumPitch)
            {
                if (!isTogether && Avx512F.IsSupported)
                {
                    DotKernel512.Multiply(inputs, rowPitch, taps, channels, weights, parts);
                }
                else if (!isTogether)
                {
                    Multiply256(inputs, rowPitch, taps, channels, weights, parts);
                    Multiply256(inputs + 4, rowPitch, taps, channels, weights, parts + 32);
                }

                Sum(parts).Store(sums);
            }
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
