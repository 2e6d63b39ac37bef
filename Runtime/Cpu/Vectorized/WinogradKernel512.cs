#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// <see cref="WinogradKernel"/> for AVX-512, by its own intrinsics for the reason given at <see cref="RowKernel512"/>. It
    /// makes the weights of the components itself of a phase's taps: what passes through memory is 4 numbers and not 9, and the
    /// units that add have nothing else to do.
    /// </summary>
    internal static unsafe class WinogradKernel512
    {
        private const int Lanes = WinogradKernel.Lanes;

        /// <summary>4 tiles, 3 components, 32 channels: 24 sums, 4 weights and an input.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply(
            float* inputs, int length, float* weights, int row, float* sums, bool isFirst, float* next)
        {
            Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default;
            Vector512<float> b0 = default, b1 = default, b2 = default, b3 = default;
            Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default;
            Vector512<float> d0 = default, d1 = default, d2 = default, d3 = default;
            Vector512<float> e0 = default, e1 = default, e2 = default, e3 = default;
            Vector512<float> f0 = default, f1 = default, f2 = default, f3 = default;
            if (!isFirst)
            {
                Load(sums, out a0, out b0, out a1, out b1, out a2, out b2, out a3, out b3);
                Load(sums + 128, out c0, out d0, out c1, out d1, out c2, out d2, out c3, out d3);
                Load(sums + 256, out e0, out f0, out e1, out f1, out e2, out f2, out e3, out f3);
            }

            // The middle row's weights are sums of the taps above and below.
            nint below = row == 1 ? 64 : 0;
            weights += row == 2 ? 64 : 0;

            // Where nothing is to be fetched, what is there already.
            float* fetch = next == null ? weights : next;
            nint fetchStep = next == null ? 0 : WinogradKernel.FetchStep(32);
            for (; length > 0; length -= Lanes, inputs += WinogradKernel.Part - Lanes)
            {
                for (float* end = inputs + (length < Lanes ? length : Lanes); inputs < end; inputs++, weights += 128, fetch += fetchStep)
                {
                    Sse.Prefetch1(fetch);
                    Sse.Prefetch1(fetch + 16);
                    Sse.Prefetch1(fetch + 32);
                    Vector512<float> u = Avx512F.LoadVector512(weights), v = Avx512F.LoadVector512(weights + 16);
                    Vector512<float> s = Avx512F.LoadVector512(weights + 32), t = Avx512F.LoadVector512(weights + 48);
                    if (below != 0)
                    {
                        u = Avx512F.Add(u, Avx512F.LoadVector512(weights + below));
                        v = Avx512F.Add(v, Avx512F.LoadVector512(weights + below + 16));
                        s = Avx512F.Add(s, Avx512F.LoadVector512(weights + below + 32));
                        t = Avx512F.Add(t, Avx512F.LoadVector512(weights + below + 48));
                    }

                    Vector512<float> x = Vector512.Create(*inputs);
                    a0 = Avx512F.FusedMultiplyAdd(x, u, a0);
                    b0 = Avx512F.FusedMultiplyAdd(x, v, b0);
                    x = Vector512.Create(inputs[Lanes]);
                    a1 = Avx512F.FusedMultiplyAdd(x, u, a1);
                    b1 = Avx512F.FusedMultiplyAdd(x, v, b1);
                    x = Vector512.Create(inputs[2 * Lanes]);
                    a2 = Avx512F.FusedMultiplyAdd(x, u, a2);
                    b2 = Avx512F.FusedMultiplyAdd(x, v, b2);
                    x = Vector512.Create(inputs[3 * Lanes]);
                    a3 = Avx512F.FusedMultiplyAdd(x, u, a3);
                    b3 = Avx512F.FusedMultiplyAdd(x, v, b3);

                    x = Vector512.Create(inputs[8 * Lanes]);
                    e0 = Avx512F.FusedMultiplyAdd(x, s, e0);
                    f0 = Avx512F.FusedMultiplyAdd(x, t, f0);
                    x = Vector512.Create(inputs[9 * Lanes]);
                    e1 = Avx512F.FusedMultiplyAdd(x, s, e1);
                    f1 = Avx512F.FusedMultiplyAdd(x, t, f1);
                    x = Vector512.Create(inputs[10 * Lanes]);
                    e2 = Avx512F.FusedMultiplyAdd(x, s, e2);
                    f2 = Avx512F.FusedMultiplyAdd(x, t, f2);
                    x = Vector512.Create(inputs[11 * Lanes]);
                    e3 = Avx512F.FusedMultiplyAdd(x, s, e3);
                    f3 = Avx512F.FusedMultiplyAdd(x, t, f3);

                    u = Avx512F.Add(u, s);
                    v = Avx512F.Add(v, t);
                    x = Vector512.Create(inputs[4 * Lanes]);
                    c0 = Avx512F.FusedMultiplyAdd(x, u, c0);
                    d0 = Avx512F.FusedMultiplyAdd(x, v, d0);
                    x = Vector512.Create(inputs[5 * Lanes]);
                    c1 = Avx512F.FusedMultiplyAdd(x, u, c1);
                    d1 = Avx512F.FusedMultiplyAdd(x, v, d1);
                    x = Vector512.Create(inputs[6 * Lanes]);
                    c2 = Avx512F.FusedMultiplyAdd(x, u, c2);
                    d2 = Avx512F.FusedMultiplyAdd(x, v, d2);
                    x = Vector512.Create(inputs[7 * Lanes]);
                    c3 = Avx512F.FusedMultiplyAdd(x, u, c3);
                    d3 = Avx512F.FusedMultiplyAdd(x, v, d3);
                }
            }

            Store(sums, a0, b0, a1, b1, a2, b2, a3, b3);
            Store(sums + 128, c0, d0, c1, d1, c2, d2, c3, d3);
            Store(sums + 256, e0, f0, e1, f1, e2, f2, e3, f3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Load(
            float* sums, out Vector512<float> a0, out Vector512<float> b0, out Vector512<float> a1, out Vector512<float> b1,
            out Vector512<float> a2, out Vector512<float> b2, out Vector512<float> a3, out Vector512<float> b3)
        {
            a0 = Avx512F.LoadVector512(sums);
            b0 = Avx512F.LoadVector512(sums + 16);
            a1 = Avx512F.LoadVector512(sums + 32);
            b1 = Avx512F.LoadVector512(sums + 48);
            a2 = Avx512F.LoadVector512(sums + 64);
            b2 = Avx512F.LoadVector512(sums + 80);
            a3 = Avx512F.LoadVector512(sums + 96);
            b3 = Avx512F.LoadVector512(sums + 112);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store(
            float* sums, Vector512<float> a0, Vector512<float> b0, Vector512<float> a1, Vector512<float> b1,
            Vector512<float> a2, Vector512<float> b2, Vector512<float> a3, Vector512<float> b3)
        {
            Avx512F.Store(sums, a0);
            Avx512F.Store(sums + 16, b0);
            Avx512F.Store(sums + 32, a1);
            Avx512F.Store(sums + 48, b1);
            Avx512F.Store(sums + 64, a2);
            Avx512F.Store(sums + 80, b2);
            Avx512F.Store(sums + 96, a3);
            Avx512F.Store(sums + 112, b3);
        }
    }
}
#endif
