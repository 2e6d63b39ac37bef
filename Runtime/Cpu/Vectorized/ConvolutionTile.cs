#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// The innermost loops: sums of a block of out channels for a few pixels at once, all in registers. Every weight that is
    /// loaded meets all pixels of the tile, every input all channels of the block.
    /// </summary>
    internal static unsafe class ConvolutionTile
    {
        /// <summary>Out channels of a full block: two vectors.</summary>
        public const int Channels = 16;

        /// <summary>Pixels of a tile: 12 sums, 2 weights and an input just fit 16 registers.</summary>
        public const int Pixels = 6;

        /// <summary>sums[pixel, 16] = Σ over taps and channels of input × weight.</summary>
        /// <param name="inputs">For each tap, where the channels of each of the 6 pixels begin: [taps, 6].</param>
        /// <param name="taps">Number of taps.</param>
        /// <param name="inChannels">Channels behind each pointer.</param>
        /// <param name="weights">[taps, inChannels, 16].</param>
        /// <param name="sums">[6, 16], written.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply16(float** inputs, int taps, int inChannels, float* weights, float* sums)
        {
            Vector256<float> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default;
            Vector256<float> s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default;
            for (int tap = 0; tap < taps; tap++)
            {
                float* p0 = inputs[0];
                float* p1 = inputs[1];
                float* p2 = inputs[2];
                float* p3 = inputs[3];
                float* p4 = inputs[4];
                float* p5 = inputs[5];
                inputs += Pixels;
                for (nint i = 0; i < inChannels; i++)
                {
                    Vector256<float> w0 = Vector256.Load(weights);
                    Vector256<float> w1 = Vector256.Load(weights + 8);
                    weights += Channels;
                    Vector256<float> x = Vector256.Create(p0[i]);
                    s00 = Vector256.FusedMultiplyAdd(x, w0, s00);
                    s01 = Vector256.FusedMultiplyAdd(x, w1, s01);
                    x = Vector256.Create(p1[i]);
                    s10 = Vector256.FusedMultiplyAdd(x, w0, s10);
                    s11 = Vector256.FusedMultiplyAdd(x, w1, s11);
                    x = Vector256.Create(p2[i]);
                    s20 = Vector256.FusedMultiplyAdd(x, w0, s20);
                    s21 = Vector256.FusedMultiplyAdd(x, w1, s21);
                    x = Vector256.Create(p3[i]);
                    s30 = Vector256.FusedMultiplyAdd(x, w0, s30);
                    s31 = Vector256.FusedMultiplyAdd(x, w1, s31);
                    x = Vector256.Create(p4[i]);
                    s40 = Vector256.FusedMultiplyAdd(x, w0, s40);
                    s41 = Vector256.FusedMultiplyAdd(x, w1, s41);
                    x = Vector256.Create(p5[i]);
                    s50 = Vector256.FusedMultiplyAdd(x, w0, s50);
                    s51 = Vector256.FusedMultiplyAdd(x, w1, s51);
                }
            }

            s00.Store(sums);
            s01.Store(sums + 8);
            s10.Store(sums + 16);
            s11.Store(sums + 24);
            s20.Store(sums + 32);
            s21.Store(sums + 40);
            s30.Store(sums + 48);
            s31.Store(sums + 56);
            s40.Store(sums + 64);
            s41.Store(sums + 72);
            s50.Store(sums + 80);
            s51.Store(sums + 88);
        }

        /// <summary>As <see cref="Multiply16"/> for blocks of 8 channels: weights [taps, inChannels, 8], sums [6, 8].</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply8(float** inputs, int taps, int inChannels, float* weights, float* sums)
        {
            Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default;
            for (int tap = 0; tap < taps; tap++)
            {
                float* p0 = inputs[0];
                float* p1 = inputs[1];
                float* p2 = inputs[2];
                float* p3 = inputs[3];
                float* p4 = inputs[4];
                float* p5 = inputs[5];
                inputs += Pixels;
                for (nint i = 0; i < inChannels; i++)
                {
                    Vector256<float> w = Vector256.Load(weights);
                    weights += 8;
                    s0 = Vector256.FusedMultiplyAdd(Vector256.Create(p0[i]), w, s0);
                    s1 = Vector256.FusedMultiplyAdd(Vector256.Create(p1[i]), w, s1);
                    s2 = Vector256.FusedMultiplyAdd(Vector256.Create(p2[i]), w, s2);
                    s3 = Vector256.FusedMultiplyAdd(Vector256.Create(p3[i]), w, s3);
                    s4 = Vector256.FusedMultiplyAdd(Vector256.Create(p4[i]), w, s4);
                    s5 = Vector256.FusedMultiplyAdd(Vector256.Create(p5[i]), w, s5);
                }
            }

            s0.Store(sums);
            s1.Store(sums + 8);
            s2.Store(sums + 16);
            s3.Store(sums + 24);
            s4.Store(sums + 32);
            s5.Store(sums + 40);
        }
    }
}
#endif
