#if NET
using System.Runtime.Intrinsics.X86;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// The innermost loop of everything: sums[row, channel] = Σ over taps and k of rows[tap, row][k] · weights[tap, k, channel],
    /// for 8 rows and a block of channels, all sums in registers. A sum is always added up in the same order, so a texture
    /// is the same in any batch and with any instruction set that has fused multiply-add.
    /// </summary>
    internal static unsafe class RowKernel
    {
        /// <summary>Rows of a tile.</summary>
        public const int Rows = 8;

        /// <summary>Channels of a block: 32, or fewer where a layer has fewer.</summary>
        public static int BlockSize(int channels) => channels > 16 ? 32 : channels > 8 ? 16 : 8;

        /// <param name="block">8, 16 or 32 channels.</param>
        /// <param name="few">Whether only the first 4 rows count.</param>
        /// <param name="rows">[taps, 8] pointers.</param>
        /// <param name="taps">Number of taps.</param>
        /// <param name="offset">First element of each row.</param>
        /// <param name="count">Elements of each row.</param>
        /// <param name="weights">[taps, count, block], aligned.</param>
        /// <param name="sums">[8, block], written.</param>
        /// <param name="isFirst">Whether to begin at zero, and not at what <paramref name="sums"/> holds.</param>
        public static void Multiply(
            int block, bool few, float** rows, int taps, nint offset, nint count, float* weights, float* sums, bool isFirst)
        {
            if (block == 8)
            {
                RowKernel256.Multiply8(rows, taps, offset, count, weights, sums, isFirst);
            }
            else if (!Avx512F.IsSupported)
            {
                for (int row = 0; row < (few ? 4 : Rows); row += 4)
                {
                    for (int channel = 0; channel < block; channel += 16)
                    {
                        RowKernel256.Multiply16(
                            rows + row, taps, offset, count, weights + channel, block, sums + (row * block) + channel, isFirst);
                    }
                }
            }
            else if (block == 16)
            {
                RowKernel512.Multiply16(rows, taps, offset, count, weights, sums, isFirst);
            }
            else if (few)
            {
                RowKernel512.Multiply32Few(rows, taps, offset, count, weights, sums, isFirst);
            }
            else
            {
                RowKernel512.Multiply32(rows, taps, offset, count, weights, sums, isFirst);
            }
        }
    }
}
#endif
