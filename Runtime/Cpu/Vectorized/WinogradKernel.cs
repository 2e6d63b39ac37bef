#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// The innermost loop of <see cref="WinogradConvolution"/>: the products of one row of components, w0, w0 + w1 and w1 across,
    /// for a few tiles, all sums in registers.
    /// </summary>
    internal static unsafe class WinogradKernel
    {
        /// <summary>Tiles computed together.</summary>
        public const int Tiles = 4;

        public const int Components = 9;

        /// <summary>In channels of a tile's component that lie together.</summary>
        public const int Lanes = 16;

        /// <summary>Floats of one such part of the inputs: three components of all tiles.</summary>
        public const int Part = 3 * Tiles * Lanes;

        /// <summary>What one of the calls for one component and 16 channels has to fetch of <see cref="FetchStep"/>.</summary>
        private const int Fetch16 = 8;

        /// <summary>Floats fetched with each in channel: three rows of components together fetch the weights of as many, and a few more.</summary>
        public static int FetchStep(int block) => 3 * block / 2;

        /// <summary>What <see cref="Multiply"/> takes as weights.</summary>
        /// <param name="block">Out channels: 16 or 32.</param>
        /// <param name="weights">[in channel, 4 taps, block].</param>
        /// <param name="length">In channels.</param>
        /// <param name="expanded">Memory for 9 · length · block floats.</param>
        public static float* Prepare(int block, float* weights, int length, float* expanded)
        {
            if (Is512(block))
            {
                return weights;
            }

            WinogradWeights.Expand(weights, length, block, expanded);
            return expanded;
        }

        /// <param name="block">Out channels: 16 or 32.</param>
        /// <param name="inputs">[part of the in channels, 3 components, tile, in channel of the part].</param>
        /// <param name="length">In channels.</param>
        /// <param name="weights">What <see cref="Prepare"/> has given.</param>
        /// <param name="row">Which row of components.</param>
        /// <param name="sums">[3 components, tile, block], written.</param>
        /// <param name="isFirst">Whether to begin at zero, and not at what <paramref name="sums"/> holds.</param>
        /// <param name="next">
        /// Of what is needed next, <see cref="FetchStep"/> floats for each in channel are brought into the second cache; null for none.
        /// </param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply(
            int block, float* inputs, int length, float* weights, int row, float* sums, bool isFirst, float* next)
        {
            if (Is512(block))
            {
                WinogradKernel512.Multiply(inputs, length, weights, row, sums, isFirst, next);
                return;
            }

            weights += row * 3 * length * block;
            for (int component = 0; component < 3; component++, inputs += Tiles * Lanes, weights += length * block, sums += Tiles * block)
            {
                for (int channel = 0; channel < block; channel += 16)
                {
                    Multiply16(inputs, length, weights + channel, block, sums + channel, isFirst, next);
                    next = next == null ? null : next + (length * Fetch16);
                }
            }
        }

        private static bool Is512(int block) => Avx512F.IsSupported && block == 32;

        /// <summary>One component, 4 tiles, 16 channels: 8 sums, just enough to hide the latency of a sum.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Multiply16(
            float* inputs, int length, float* weights, nint block, float* sums, bool isFirst, float* next)
        {
            Vector256<float> a0 = default, b0 = default;
            Vector256<float> a1 = default, b1 = default;
            Vector256<float> a2 = default, b2 = default;
            Vector256<float> a3 = default, b3 = default;
            if (!isFirst)
            {
                a0 = Vector256.Load(sums);
                b0 = Vector256.Load(sums + 8);
                a1 = Vector256.Load(sums + block);
                b1 = Vector256.Load(sums + block + 8);
                a2 = Vector256.Load(sums + (2 * block));
                b2 = Vector256.Load(sums + (2 * block) + 8);
                a3 = Vector256.Load(sums + (3 * block));
                b3 = Vector256.Load(sums + (3 * block) + 8);
            }

            float* fetch = next == null ? weights : next;
            nint fetchStep = next == null ? 0 : Fetch16;
            for (; length > 0; length -= Lanes, inputs += Part - Lanes)
            {
                for (float* end = inputs + (length < Lanes ? length : Lanes); inputs < end; inputs++, weights += block, fetch += fetchStep)
                {
                    if (Sse.IsSupported)
                    {
                        Sse.Prefetch1(fetch);
                    }

                    Vector256<float> u = Vector256.Load(weights), v = Vector256.Load(weights + 8);
                    Vector256<float> x = Vector256.Create(*inputs);
                    a0 = Vector256.FusedMultiplyAdd(x, u, a0);
                    b0 = Vector256.FusedMultiplyAdd(x, v, b0);
                    x = Vector256.Create(inputs[Lanes]);
                    a1 = Vector256.FusedMultiplyAdd(x, u, a1);
                    b1 = Vector256.FusedMultiplyAdd(x, v, b1);
                    x = Vector256.Create(inputs[2 * Lanes]);
                    a2 = Vector256.FusedMultiplyAdd(x, u, a2);
                    b2 = Vector256.FusedMultiplyAdd(x, v, b2);
                    x = Vector256.Create(inputs[3 * Lanes]);
                    a3 = Vector256.FusedMultiplyAdd(x, u, a3);
                    b3 = Vector256.FusedMultiplyAdd(x, v, b3);
                }
            }

            a0.Store(sums);
            b0.Store(sums + 8);
            a1.Store(sums + block);
            b1.Store(sums + block + 8);
            a2.Store(sums + (2 * block));
            b2.Store(sums + (2 * block) + 8);
            a3.Store(sums + (3 * block));
            b3.Store(sums + (3 * block) + 8);
        }
    }
}
#endif
