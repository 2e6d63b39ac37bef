#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// Expands the 2×2 taps w of a phase to the 9 weights of F(2×2, 2×2): along each axis w0, w0 + w1, −w1. It happens while a
    /// layer runs, a part of its channels at a time: fetching 9 numbers from memory would take longer than 4 and the sums.
    /// </summary>
    internal static unsafe class WinogradWeights
    {
        public const int Components = 9;

        /// <param name="source">[in channels, 4 taps, block].</param>
        /// <param name="channels">In channels.</param>
        /// <param name="block">Out channels, a multiple of 8.</param>
        /// <param name="target">[9, in channels, block], written.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Expand(float* source, int channels, int block, float* target)
        {
            nint step = (nint)channels * block;
            if (Avx512F.IsSupported)
            {
                Expand512(source, channels, block, target, step);
                return;
            }

            for (int channel = 0; channel < channels; channel++, source += 3 * block)
            {
                for (int i = 0; i < block; i += 8, source += 8, target += 8)
                {
                    Vector256<float> a = Vector256.Load(source);
                    Vector256<float> b = Vector256.Load(source + block);
                    Vector256<float> c = Vector256.Load(source + (2 * block));
                    Vector256<float> d = Vector256.Load(source + (3 * block));
                    Store(a, b, target, step);
                    Store(a + c, b + d, target + (3 * step), step);
                    Store(-c, -d, target + (6 * step), step);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Expand512(float* source, int channels, int block, float* target, nint step)
        {
            for (int channel = 0; channel < channels; channel++, source += 3 * block)
            {
                for (int i = 0; i < block; i += 16, source += 16, target += 16)
                {
                    Vector512<float> a = Avx512F.LoadVector512(source);
                    Vector512<float> b = Avx512F.LoadVector512(source + block);
                    Vector512<float> c = Avx512F.LoadVector512(source + (2 * block));
                    Vector512<float> d = Avx512F.LoadVector512(source + (3 * block));
                    Store512(a, b, target, step);
                    Store512(Avx512F.Add(a, c), Avx512F.Add(b, d), target + (3 * step), step);
                    Store512(
                        Avx512F.Subtract(Vector512<float>.Zero, c), Avx512F.Subtract(Vector512<float>.Zero, d), target + (6 * step),
                        step);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store512(Vector512<float> left, Vector512<float> right, float* target, nint step)
        {
            Avx512F.Store(target, left);
            Avx512F.Store(target + step, Avx512F.Add(left, right));
            Avx512F.Store(target + (2 * step), Avx512F.Subtract(Vector512<float>.Zero, right));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store(Vector256<float> left, Vector256<float> right, float* target, nint step)
        {
            left.Store(target);
            (left + right).Store(target + step);
            (-right).Store(target + (2 * step));
        }
    }
}
#endif
