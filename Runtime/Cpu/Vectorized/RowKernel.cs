#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// The innermost loop of everything: sums[row, channel] = Σ over taps and k of rows[tap, row][k] · weights[tap, k, channel],
    /// for a tile of rows and a block of channels, all sums in registers. A sum is always added up in the same order, so a texture
    /// is the same in any batch and with any instruction set that has fused multiply-add.
    /// </summary>
    internal static unsafe class RowKernel
    {
        /// <summary>Rows that are computed at a time are this many, or fewer: arrays of rows have a multiple of it.</summary>
        public const int Rows = 8;

        /// <summary>Channels of a block: 32, or fewer where a layer has fewer.</summary>
        public static int BlockSize(int channels) => channels > 16 ? 32 : channels > 8 ? 16 : 8;

        /// <param name="block">8, 16 or 32 channels.</param>
        /// <param name="count">Rows. Up to the next multiple of <see cref="Rows"/>, more may be computed.</param>
        /// <param name="rows">[taps, rowPitch] pointers.</param>
        /// <param name="rowPitch">Pointers from one tap to the next.</param>
        /// <param name="taps">Number of taps.</param>
        /// <param name="offset">First element of each row.</param>
        /// <param name="length">Elements of each row.</param>
        /// <param name="weights">[taps, length, block], aligned.</param>
        /// <param name="sums">[count, pitch], a block of each written.</param>
        /// <param name="pitch">Floats from one row's sums to the next's.</param>
        /// <param name="isFirst">Whether to begin at zero, and not at what <paramref name="sums"/> holds.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply(
            int block, int count, float** rows, nint rowPitch, int taps, nint offset, nint length, float* weights, float* sums,
            nint pitch, bool isFirst)
        {
            bool is512 = Avx512F.IsSupported && block > 8;
            for (int row = 0; row < count;)
            {
                int left = count - row;
                float** from = rows + row;
                float* to = sums + (row * pitch);
                if (block == 8)
                {
                    RowKernel256.Multiply8By8(from, rowPitch, taps, offset, length, weights, to, pitch, isFirst);
                }
                else if (!is512)
                {
                    // Eight and seven are two fours; six take less time than a four and a part of the next.
                    bool isSix = left > 8 || left == 6 || left == 5;
                    for (int channel = 0; channel < block; channel += 16)
                    {
                        if (isSix)
                        {
                            RowKernel256.Multiply6By16(
                                from, rowPitch, taps, offset, length, weights + channel, block, to + channel, pitch, isFirst);
                        }
                        else
                        {
                            RowKernel256.Multiply4By16(
                                from, rowPitch, taps, offset, length, weights + channel, block, to + channel, pitch, isFirst);
                        }
                    }

                    row += isSix ? 6 : 4;
                    continue;
                }
                else if (block == 16)
                {
                    RowKernel512.Multiply16(from, rowPitch, taps, offset, length, weights, to, pitch, isFirst);
                }
                else if (left <= 4)
                {
                    RowKernel512.Multiply32Few(from, rowPitch, taps, offset, length, weights, to, pitch, isFirst);
                }
                else
                {
                    RowKernel512.Multiply32(from, rowPitch, taps, offset, length, weights, to, pitch, isFirst);
                }

                row += Rows;
            }
        }
    }
}
#endif
