#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// <see cref="RowKernel"/> for 256-bit vectors: AVX2, and pairs of NEON's. Sixteen registers hold at most 12 sums, two
    /// weights and an input.
    /// </summary>
    internal static unsafe class RowKernel256
    {
        /// <summary>6 rows, 16 channels of a block that may be wider.</summary>
        /// <param name="rows">[taps, rowPitch] pointers, of which the first 6 are taken.</param>
        /// <param name="rowPitch">Pointers from one tap to the next.</param>
        /// <param name="taps">Number of taps.</param>
        /// <param name="offset">First element of each row.</param>
        /// <param name="length">Elements of each row.</param>
        /// <param name="weights">[taps, length, block].</param>
        /// <param name="block">Channels of the block.</param>
        /// <param name="sums">[6, pitch], 16 of each written.</param>
        /// <param name="pitch">Floats from one row's sums to the next's.</param>
        /// <param name="isFirst">Whether to begin at zero.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply6By16(
            float** rows, nint rowPitch, int taps, nint offset, nint length, float* weights, nint block, float* sums, nint pitch,
            bool isFirst)
        {
            Vector256<float> a0 = default, b0 = default;
            Vector256<float> a1 = default, b1 = default;
            Vector256<float> a2 = default, b2 = default;
            Vector256<float> a3 = default, b3 = default;
            Vector256<float> a4 = default, b4 = default;
            Vector256<float> a5 = default, b5 = default;
            if (!isFirst)
            {
                a0 = Vector256.Load(sums);
                b0 = Vector256.Load(sums + 8);
                a1 = Vector256.Load(sums + pitch);
                b1 = Vector256.Load(sums + pitch + 8);
                a2 = Vector256.Load(sums + (2 * pitch));
                b2 = Vector256.Load(sums + (2 * pitch) + 8);
                a3 = Vector256.Load(sums + (3 * pitch));
                b3 = Vector256.Load(sums + (3 * pitch) + 8);
                a4 = Vector256.Load(sums + (4 * pitch));
                b4 = Vector256.Load(sums + (4 * pitch) + 8);
                a5 = Vector256.Load(sums + (5 * pitch));
                b5 = Vector256.Load(sums + (5 * pitch) + 8);
            }

            for (int tap = 0; tap < taps; tap++, rows += rowPitch)
            {
                float* x0 = rows[0] + offset, x1 = rows[1] + offset;
                float* x2 = rows[2] + offset, x3 = rows[3] + offset;
                float* x4 = rows[4] + offset, x5 = rows[5] + offset;
                for (nint k = 0; k < length; k++, weights += block)
                {
                    Vector256<float> u = Vector256.Load(weights), v = Vector256.Load(weights + 8);
                    Vector256<float> x = Vector256.Create(x0[k]);
                    a0 = Vector256.FusedMultiplyAdd(x, u, a0);
                    b0 = Vector256.FusedMultiplyAdd(x, v, b0);
                    x = Vector256.Create(x1[k]);
                    a1 = Vector256.FusedMultiplyAdd(x, u, a1);
                    b1 = Vector256.FusedMultiplyAdd(x, v, b1);
                    x = Vector256.Create(x2[k]);
                    a2 = Vector256.FusedMultiplyAdd(x, u, a2);
                    b2 = Vector256.FusedMultiplyAdd(x, v, b2);
                    x = Vector256.Create(x3[k]);
                    a3 = Vector256.FusedMultiplyAdd(x, u, a3);
                    b3 = Vector256.FusedMultiplyAdd(x, v, b3);
                    x = Vector256.Create(x4[k]);
                    a4 = Vector256.FusedMultiplyAdd(x, u, a4);
                    b4 = Vector256.FusedMultiplyAdd(x, v, b4);
                    x = Vector256.Create(x5[k]);
                    a5 = Vector256.FusedMultiplyAdd(x, u, a5);
                    b5 = Vector256.FusedMultiplyAdd(x, v, b5);
                }
            }

            a0.Store(sums);
            b0.Store(sums + 8);
            a1.Store(sums + pitch);
            b1.Store(sums + pitch + 8);
            a2.Store(sums + (2 * pitch));
            b2.Store(sums + (2 * pitch) + 8);
            a3.Store(sums + (3 * pitch));
            b3.Store(sums + (3 * pitch) + 8);
            a4.Store(sums + (4 * pitch));
            b4.Store(sums + (4 * pitch) + 8);
            a5.Store(sums + (5 * pitch));
            b5.Store(sums + (5 * pitch) + 8);
        }

        /// <summary>4 rows, 16 channels: 8 sums, just enough to hide the latency of a sum.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply4By16(
            float** rows, nint rowPitch, int taps, nint offset, nint length, float* weights, nint block, float* sums, nint pitch,
            bool isFirst)
        {
            Vector256<float> a0 = default, b0 = default;
            Vector256<float> a1 = default, b1 = default;
            Vector256<float> a2 = default, b2 = default;
            Vector256<float> a3 = default, b3 = default;
            if (!isFirst)
            {
                a0 = Vector256.Load(sums);
                b0 = Vector256.Load(sums + 8);
                a1 = Vector256.Load(sums + pitch);
                b1 = Vector256.Load(sums + pitch + 8);
                a2 = Vector256.Load(sums + (2 * pitch));
                b2 = Vector256.Load(sums + (2 * pitch) + 8);
                a3 = Vector256.Load(sums + (3 * pitch));
                b3 = Vector256.Load(sums + (3 * pitch) + 8);
            }

            for (int tap = 0; tap < taps; tap++, rows += rowPitch)
            {
                float* x0 = rows[0] + offset, x1 = rows[1] + offset;
                float* x2 = rows[2] + offset, x3 = rows[3] + offset;
                for (nint k = 0; k < length; k++, weights += block)
                {
                    Vector256<float> u = Vector256.Load(weights), v = Vector256.Load(weights + 8);
                    Vector256<float> x = Vector256.Create(x0[k]);
                    a0 = Vector256.FusedMultiplyAdd(x, u, a0);
                    b0 = Vector256.FusedMultiplyAdd(x, v, b0);
                    x = Vector256.Create(x1[k]);
                    a1 = Vector256.FusedMultiplyAdd(x, u, a1);
                    b1 = Vector256.FusedMultiplyAdd(x, v, b1);
                    x = Vector256.Create(x2[k]);
                    a2 = Vector256.FusedMultiplyAdd(x, u, a2);
                    b2 = Vector256.FusedMultiplyAdd(x, v, b2);
                    x = Vector256.Create(x3[k]);
                    a3 = Vector256.FusedMultiplyAdd(x, u, a3);
                    b3 = Vector256.FusedMultiplyAdd(x, v, b3);
                }
            }

            a0.Store(sums);
            b0.Store(sums + 8);
            a1.Store(sums + pitch);
            b1.Store(sums + pitch + 8);
            a2.Store(sums + (2 * pitch));
            b2.Store(sums + (2 * pitch) + 8);
            a3.Store(sums + (3 * pitch));
            b3.Store(sums + (3 * pitch) + 8);
        }

        /// <summary>8 rows, 8 channels.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply8By8(
            float** rows, nint rowPitch, int taps, nint offset, nint length, float* weights, float* sums, nint pitch, bool isFirst)
        {
            Vector256<float> a0 = default;
            Vector256<float> a1 = default;
            Vector256<float> a2 = default;
            Vector256<float> a3 = default;
            Vector256<float> a4 = default;
            Vector256<float> a5 = default;
            Vector256<float> a6 = default;
            Vector256<float> a7 = default;
            if (!isFirst)
            {
                a0 = Vector256.Load(sums);
                a1 = Vector256.Load(sums + pitch);
                a2 = Vector256.Load(sums + (2 * pitch));
                a3 = Vector256.Load(sums + (3 * pitch));
                a4 = Vector256.Load(sums + (4 * pitch));
                a5 = Vector256.Load(sums + (5 * pitch));
                a6 = Vector256.Load(sums + (6 * pitch));
                a7 = Vector256.Load(sums + (7 * pitch));
            }

            for (int tap = 0; tap < taps; tap++, rows += rowPitch)
            {
                float* x0 = rows[0] + offset, x1 = rows[1] + offset;
                float* x2 = rows[2] + offset, x3 = rows[3] + offset;
                float* x4 = rows[4] + offset, x5 = rows[5] + offset;
                float* x6 = rows[6] + offset, x7 = rows[7] + offset;
                for (nint k = 0; k < length; k++, weights += 8)
                {
                    Vector256<float> u = Vector256.Load(weights);
                    Vector256<float> x = Vector256.Create(x0[k]);
                    a0 = Vector256.FusedMultiplyAdd(x, u, a0);
                    x = Vector256.Create(x1[k]);
                    a1 = Vector256.FusedMultiplyAdd(x, u, a1);
                    x = Vector256.Create(x2[k]);
                    a2 = Vector256.FusedMultiplyAdd(x, u, a2);
                    x = Vector256.Create(x3[k]);
                    a3 = Vector256.FusedMultiplyAdd(x, u, a3);
                    x = Vector256.Create(x4[k]);
                    a4 = Vector256.FusedMultiplyAdd(x, u, a4);
                    x = Vector256.Create(x5[k]);
                    a5 = Vector256.FusedMultiplyAdd(x, u, a5);
                    x = Vector256.Create(x6[k]);
                    a6 = Vector256.FusedMultiplyAdd(x, u, a6);
                    x = Vector256.Create(x7[k]);
                    a7 = Vector256.FusedMultiplyAdd(x, u, a7);
                }
            }

            a0.Store(sums);
            a1.Store(sums + pitch);
            a2.Store(sums + (2 * pitch));
            a3.Store(sums + (3 * pitch));
            a4.Store(sums + (4 * pitch));
            a5.Store(sums + (5 * pitch));
            a6.Store(sums + (6 * pitch));
            a7.Store(sums + (7 * pitch));
        }
    }
}
#endif
