#if NET
using System;
using System.Runtime.CompilerServices;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// Keys and values of one image as weights of <see cref="RowKernel"/>: keys as [block of 32 keys, key channel, key of the
    /// block], values as [block of channels, key, channel of the block]. Keys beyond the last, and channels, are zeros.
    /// </summary>
    internal sealed unsafe class AttentionPacking : Work
    {
        /// <summary>Keys of a block.</summary>
        public const int Keys = 32;

        private readonly AttentionOperation operation;
        private readonly VectorTensor source;
        private readonly int image;
        private readonly float* target;

        /// <param name="operation">Tells the channels.</param>
        /// <param name="source">Keys and values.</param>
        /// <param name="image">Which image of the batch.</param>
        /// <param name="target">Memory for <see cref="Count"/> floats.</param>
        public AttentionPacking(AttentionOperation operation, VectorTensor source, int image, float* target)
        {
            this.operation = operation;
            this.source = source;
            this.image = image;
            this.target = target;
            KeyCount = DivideUp(source.Shape.Area, Keys) * Keys;
            BlockSize = RowKernel.BlockSize(operation.ValueChannels);
            Blocks = DivideUp(operation.ValueChannels, BlockSize);
        }

        /// <summary>Whole blocks of keys.</summary>
        public int KeyCount { get; }

        /// <summary>Channels of a block of values.</summary>
        public int BlockSize { get; }

        /// <summary>Blocks of values.</summary>
        public int Blocks { get; }

        public override int Items => KeyCount / Keys;

        public static long Count(AttentionOperation operation, ActivationShape source)
        {
            long keys = DivideUp(source.Area, Keys) * (long)Keys;
            int block = RowKernel.BlockSize(operation.ValueChannels);
            return keys * (operation.KeyChannels + (DivideUp(operation.ValueChannels, block) * block));
        }

        public float* KeyBlock(int firstKey) => target + ((long)firstKey * operation.KeyChannels);

        public float* ValueBlock(int block, int firstKey) => target
            + ((long)KeyCount * operation.KeyChannels) + ((((long)block * KeyCount) + firstKey) * BlockSize);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Run(int item, float* scratch)
        {
            int area = source.Shape.Area;
            float* keys = KeyBlock(item * Keys);
            for (int i = 0; i < Keys; i++)
            {
                int key = (item * Keys) + i;
                bool isThere = key < area;
                float* pixel = source.Pixel(((long)image * area) + (isThere ? key : 0)) + operation.FirstKeyChannel;
                for (int c = 0; c < operation.KeyChannels; c++)
                {
                    keys[(c * Keys) + i] = isThere ? pixel[c] : 0f;
                }

                for (int block = 0; block < Blocks; block++)
                {
                    var values = new Span<float>(ValueBlock(block, key), BlockSize);
                    int channel = block * BlockSize;
                    int channels = isThere ? Math.Min(BlockSize, operation.ValueChannels - channel) : 0;
                    new ReadOnlySpan<float>(pixel + operation.KeyChannels + channel, channels).CopyTo(values);
                    values.Slice(channels).Clear();
                }
            }
        }
    }
}
#endif
