#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// <see cref="RowKernel"/> for AVX-512, by its own intrinsics: on processors that slow down under 512-bit vectors .NET
    /// replaces the portable ones by pairs of 256 bits, although these products gain far more than the slowdown costs.
    /// </summary>
    internal static unsafe class RowKernel512
    {
        /// <summary>8 rows, 32 channels: 16 sums, 2 weights and an input.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply32(
            float** rows, nint rowPitch, int taps, nint offset, nint length, float* weights, float* sums, nint pitch, bool isFirst)
        {
            Vector512<float> a0 = default, b0 = default;
            Vector512<float> a1 = default, b1 = default;
            Vector512<float> a2 = default, b2 = default;
            Vector512<float> a3 = default, b3 = default;
            Vector512<float> a4 = default, b4 = default;
            Vector512<float> a5 = default, b5 = default;
            Vector512<float> a6 = default, b6 = default;
            Vector512<float> a7 = default, b7 = default;
            if (!isFirst)
            {
                a0 = Load(sums);
                b0 = Load(sums + 16);
                a1 = Load(sums + pitch);
                b1 = Load(sums + pitch + 16);
                a2 = Load(sums + (2 * pitch));
                b2 = Load(sums + (2 * pitch) + 16);
                a3 = Load(sums + (3 * pitch));
                b3 = Load(sums + (3 * pitch) + 16);
                a4 = Load(sums + (4 * pitch));
                b4 = Load(sums + (4 * pitch) + 16);
                a5 = Load(sums + (5 * pitch));
                b5 = Load(sums + (5 * pitch) + 16);
                a6 = Load(sums + (6 * pitch));
                b6 = Load(sums + (6 * pitch) + 16);
                a7 = Load(sums + (7 * pitch));
                b7 = Load(sums + (7 * pitch) + 16);
            }

            for (int tap = 0; tap < taps; tap++, rows += rowPitch)
            {
                float* x0 = rows[0] + offset, x1 = rows[1] + offset;
                float* x2 = rows[2] + offset, x3 = rows[3] + offset;
                float* x4 = rows[4] + offset, x5 = rows[5] + offset;
                float* x6 = rows[6] + offset, x7 = rows[7] + offset;
                for (nint k = 0; k < length; k++, weights += 32)
                {
                    Vector512<float> u = Load(weights), v = Load(weights + 16);
                    Vector512<float> x = Vector512.Create(x0[k]);
                    a0 = Avx512F.FusedMultiplyAdd(x, u, a0);
                    b0 = Avx512F.FusedMultiplyAdd(x, v, b0);
                    x = Vector512.Create(x1[k]);
                    a1 = Avx512F.FusedMultiplyAdd(x, u, a1);
                    b1 = Avx512F.FusedMultiplyAdd(x, v, b1);
                    x = Vector512.Create(x2[k]);
                    a2 = Avx512F.FusedMultiplyAdd(x, u, a2);
                    b2 = Avx512F.FusedMultiplyAdd(x, v, b2);
                    x = Vector512.Create(x3[k]);
                    a3 = Avx512F.FusedMultiplyAdd(x, u, a3);
                    b3 = Avx512F.FusedMultiplyAdd(x, v, b3);
                    x = Vector512.Create(x4[k]);
                    a4 = Avx512F.FusedMultiplyAdd(x, u, a4);
                    b4 = Avx512F.FusedMultiplyAdd(x, v, b4);
                    x = Vector512.Create(x5[k]);
                    a5 = Avx512F.FusedMultiplyAdd(x, u, a5);
                    b5 = Avx512F.FusedMultiplyAdd(x, v, b5);
                    x = Vector512.Create(x6[k]);
                    a6 = Avx512F.FusedMultiplyAdd(x, u, a6);
                    b6 = Avx512F.FusedMultiplyAdd(x, v, b6);
                    x = Vector512.Create(x7[k]);
                    a7 = Avx512F.FusedMultiplyAdd(x, u, a7);
                    b7 = Avx512F.FusedMultiplyAdd(x, v, b7);
                }
            }

            Avx512F.Store(sums, a0);
            Avx512F.Store(sums + 16, b0);
            Avx512F.Store(sums + pitch, a1);
            Avx512F.Store(sums + pitch + 16, b1);
            Avx512F.Store(sums + (2 * pitch), a2);
            Avx512F.Store(sums + (2 * pitch) + 16, b2);
            Avx512F.Store(sums + (3 * pitch), a3);
            Avx512F.Store(sums + (3 * pitch) + 16, b3);
            Avx512F.Store(sums + (4 * pitch), a4);
            Avx512F.Store(sums + (4 * pitch) + 16, b4);
            Avx512F.Store(sums + (5 * pitch), a5);
            Avx512F.Store(sums + (5 * pitch) + 16, b5);
            Avx512F.Store(sums + (6 * pitch), a6);
            Avx512F.Store(sums + (6 * pitch) + 16, b6);
            Avx512F.Store(sums + (7 * pitch), a7);
            Avx512F.Store(sums + (7 * pitch) + 16, b7);
        }

        /// <summary>4 rows, 32 channels; the other rows' sums are left alone.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply32Few(
            float** rows, nint rowPitch, int taps, nint offset, nint length, float* weights, float* sums, nint pitch, bool isFirst)
        {
            Vector512<float> a0 = default, b0 = default;
            Vector512<float> a1 = default, b1 = default;
            Vector512<float> a2 = default, b2 = default;
            Vector512<float> a3 = default, b3 = default;
            if (!isFirst)
            {
                a0 = Load(sums);
                b0 = Load(sums + 16);
                a1 = Load(sums + pitch);
                b1 = Load(sums + pitch + 16);
                a2 = Load(sums + (2 * pitch));
                b2 = Load(sums + (2 * pitch) + 16);
                a3 = Load(sums + (3 * pitch));
                b3 = Load(sums + (3 * pitch) + 16);
            }

            for (int tap = 0; tap < taps; tap++, rows += rowPitch)
            {
                float* x0 = rows[0] + offset, x1 = rows[1] + offset;
                float* x2 = rows[2] + offset, x3 = rows[3] + offset;
                for (nint k = 0; k < length; k++, weights += 32)
                {
                    Vector512<float> u = Load(weights), v = Load(weights + 16);
                    Vector512<float> x = Vector512.Create(x0[k]);
                    a0 = Avx512F.FusedMultiplyAdd(x, u, a0);
                    b0 = Avx512F.FusedMultiplyAdd(x, v, b0);
                    x = Vector512.Create(x1[k]);
                    a1 = Avx512F.FusedMultiplyAdd(x, u, a1);
                    b1 = Avx512F.FusedMultiplyAdd(x, v, b1);
                    x = Vector512.Create(x2[k]);
                    a2 = Avx512F.FusedMultiplyAdd(x, u, a2);
                    b2 = Avx512F.FusedMultiplyAdd(x, v, b2);
                    x = Vector512.Create(x3[k]);
                    a3 = Avx512F.FusedMultiplyAdd(x, u, a3);
                    b3 = Avx512F.FusedMultiplyAdd(x, v, b3);
                }
            }

            Avx512F.Store(sums, a0);
            Avx512F.Store(sums + 16, b0);
            Avx512F.Store(sums + pitch, a1);
            Avx512F.Store(sums + pitch + 16, b1);
            Avx512F.Store(sums + (2 * pitch), a2);
            Avx512F.Store(sums + (2 * pitch) + 16, b2);
            Avx512F.Store(sums + (3 * pitch), a3);
            Avx512F.Store(sums + (3 * pitch) + 16, b3);
        }

        /// <summary>8 rows, 16 channels.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply16(
            float** rows, nint rowPitch, int taps, nint offset, nint length, float* weights, float* sums, nint pitch, bool isFirst)
        {
            Vector512<float> a0 = default;
            Vector512<float> a1 = default;
            Vector512<float> a2 = default;
            Vector512<float> a3 = default;
            Vector512<float> a4 = default;
            Vector512<float> a5 = default;
            Vector512<float> a6 = default;
            Vector512<float> a7 = default;
            if (!isFirst)
            {
                a0 = Load(sums);
                a1 = Load(sums + pitch);
                a2 = Load(sums + (2 * pitch));
                a3 = Load(sums + (3 * pitch));
                a4 = Load(sums + (4 * pitch));
                a5 = Load(sums + (5 * pitch));
                a6 = Load(sums + (6 * pitch));
                a7 = Load(sums + (7 * pitch));
            }

            for (int tap = 0; tap < taps; tap++, rows += rowPitch)
            {
                float* x0 = rows[0] + offset, x1 = rows[1] + offset;
                float* x2 = rows[2] + offset, x3 = rows[3] + offset;
                float* x4 = rows[4] + offset, x5 = rows[5] + offset;
                float* x6 = rows[6] + offset, x7 = rows[7] + offset;
                for (nint k = 0; k < length; k++, weights += 16)
                {
                    Vector512<float> u = Load(weights);
                    Vector512<float> x = Vector512.Create(x0[k]);
                    a0 = Avx512F.FusedMultiplyAdd(x, u, a0);
                    x = Vector512.Create(x1[k]);
                    a1 = Avx512F.FusedMultiplyAdd(x, u, a1);
                    x = Vector512.Create(x2[k]);
                    a2 = Avx512F.FusedMultiplyAdd(x, u, a2);
                    x = Vector512.Create(x3[k]);
                    a3 = Avx512F.FusedMultiplyAdd(x, u, a3);
                    x = Vector512.Create(x4[k]);
                    a4 = Avx512F.FusedMultiplyAdd(x, u, a4);
                    x = Vector512.Create(x5[k]);
                    a5 = Avx512F.FusedMultiplyAdd(x, u, a5);
                    x = Vector512.Create(x6[k]);
                    a6 = Avx512F.FusedMultiplyAdd(x, u, a6);
                    x = Vector512.Create(x7[k]);
                    a7 = Avx512F.FusedMultiplyAdd(x, u, a7);
                }
            }

            Avx512F.Store(sums, a0);
            Avx512F.Store(sums + pitch, a1);
            Avx512F.Store(sums + (2 * pitch), a2);
            Avx512F.Store(sums + (3 * pitch), a3);
            Avx512F.Store(sums + (4 * pitch), a4);
            Avx512F.Store(sums + (5 * pitch), a5);
            Avx512F.Store(sums + (6 * pitch), a6);
            Avx512F.Store(sums + (7 * pitch), a7);
        }

        private static Vector512<float> Load(float* source) => Avx512F.LoadVector512(source);
    }
}
#endif
