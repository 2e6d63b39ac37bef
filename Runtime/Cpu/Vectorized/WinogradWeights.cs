#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// Expands the 2×2 taps w of a phase to the 9 weights of F(2×2, 2×2): along each axis w0, w0 + w1, w1. It happens while a
    /// layer runs, a part of its channels at a time: fetching 9 numbers from memory would take longer than 4 and the sums.
    /// </summary>
    internal static unsafe class WinogradWeights
    {
        /// <param name="source">[in channels, 4 taps, block].</param>
        /// <param name="channels">In channels.</param>
        /// <param name="block">Out channels, a multiple of 8.</param>
        /// <param name="target">[9, in channels, block], written.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Expand(float* source, int channels, int block, float* target)
        {
            nint step = (nint)channels * block;
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
                    Store(c, d, target + (6 * step), step);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store(Vector256<float> left, Vector256<float> right, float* target, nint step)
        {
            left.Store(target);
            (left + right).Store(target + step);
            right.Store(target + (2 * step));
        }
    }
}
#endif
