#if NET
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// A convolution whose phases have 2×2 taps, by Winograd's minimal filtering F(2×2, 2×2) (Lavin and Gray 2016): 9
    /// multiplications for 4 outputs instead of 16. Along one axis, with u0 = x0 − x1, u1 = x1, u2 = x1 − x2:
    /// y0 = w0·u0 + (w0 + w1)·u1 and y1 = (w0 + w1)·u1 − w1·u2.
    /// An item is a group of tiles of 2×2 outputs of one phase, for some blocks of channels.
    /// </summary>
    internal sealed unsafe class WinogradConvolution : Work
    {
        /// <summary>Tiles that meet a part of the weights while it is in a cache.</summary>
        private const int MaxGroup = 32;

        /// <summary>In channels of such a part: with 32 out channels, 32 KB.</summary>
        private const int Chunk = 64;

        /// <summary>Tiles times in channels that are transformed at a time: 144 KB.</summary>
        private const int MaxPanel = 4096;

        /// <summary>Blocks of out channels for which they are transformed once.</summary>
        private const int MaxBlocks = 4;

        private const int Tiles = WinogradKernel.Tiles;
        private const int Components = WinogradKernel.Components;

        private readonly ConvolutionOperation operation;
        private readonly PackedKernel packed;
        private readonly PhaseKernel kernel;
        private readonly StepTensors tensors;
        private readonly VectorTensor from;
        private readonly VectorTensor to;
        private readonly int tilesDown;
        private readonly int tilesAcross;
        private readonly int tiles;
        private readonly int groupTiles;
        private readonly int groups;
        private readonly int shares;
        private readonly int shareBlocks;
        private readonly int panel;

        /// <summary>Floats of one row of components of the inputs.</summary>
        private readonly int row;

        /// <param name="operation">What to compute.</param>
        /// <param name="packed">Its weights, taps inside.</param>
        /// <param name="tensors">On what.</param>
        /// <param name="threads">How many threads share the items.</param>
        public WinogradConvolution(ConvolutionOperation operation, PackedKernel packed, StepTensors tensors, int threads)
        {
            this.operation = operation;
            this.packed = packed;
            this.tensors = tensors;
            kernel = operation.Kernel;
            from = tensors.Input;
            to = tensors.Output;
            tilesDown = DivideUp(DivideUp(to.Shape.Height, kernel.Stride), 2);
            tilesAcross = DivideUp(DivideUp(to.Shape.Width, kernel.Stride), 2);
            tiles = tensors.Batch * tilesDown * tilesAcross;
            groupTiles = Math.Min(DivideUp(tiles, Tiles) * Tiles, MaxGroup);
            groups = DivideUp(tiles, groupTiles);
            int wanted = threads == 1 ? 1 : DivideUp(threads * 4, kernel.Stride * kernel.Stride * groups);
            shares = Math.Clamp(wanted, DivideUp(packed.Blocks, MaxBlocks), packed.Blocks);
            shareBlocks = DivideUp(packed.Blocks, shares);
            panel = Math.Min(kernel.InChannels, MaxPanel / groupTiles / Chunk * Chunk);
            row = DivideUp(panel, WinogradKernel.Lanes) * WinogradKernel.Part;
        }

        public override int Items => kernel.Stride * kernel.Stride * groups * shares;

        public override long ScratchCount =>
            (groupTiles / Tiles * 3L * row) + ((long)((shareBlocks * groupTiles) + Chunk) * Components * packed.BlockSize);

        /// <summary>Whether the operation has this form, and channels enough for the transform to be repaid.</summary>
        public static bool Suits(ConvolutionOperation operation) =>
            operation.Kernel.Taps == 2 && operation.Reshape == null
            && operation.Kernel.OutChannels >= 16 && operation.Kernel.InChannels >= 16;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Run(int item, float* scratch)
        {
            // Neighbouring items see the same inputs.
            int share = item % shares;
            int phase = item / shares % (kernel.Stride * kernel.Stride);
            int first = item / shares / (kernel.Stride * kernel.Stride) * groupTiles;
            int count = Math.Min(groupTiles, tiles - first);
            int firstBlock = packed.Blocks * share / shares;
            int lastBlock = packed.Blocks * (share + 1) / shares;
            float* sums = scratch + (groupTiles / Tiles * 3 * row);
            int blockSums = groupTiles * Components * packed.BlockSize;
            float* expanded = sums + (shareBlocks * blockSums);
            for (int channel = 0; channel < kernel.InChannels; channel += panel)
            {
                int channels = Math.Min(panel, kernel.InChannels - channel);
                Transform(phase, first, count, channel, channels, scratch);
                for (int block = firstBlock; block < lastBlock; block++)
                {
                    Multiply(
                        phase, block, count, channel, channels, scratch, sums + ((block - firstBlock) * blockSums), expanded);
                }
            }

            for (int block = firstBlock; block < lastBlock; block++, sums += blockSums)
            {
                for (int i = 0; i < count; i++)
                {
                    Store(phase, block, first + i, sums + (((i / Tiles * Tiles * Components) + (i % Tiles)) * packed.BlockSize));
                }
            }
        }

        /// <summary>inputs: [few tiles, 3 rows, part of the channels, 3 components, tile, channel of the part].</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Transform(int phase, int first, int count, int channel, int channels, float* inputs)
        {
            float** pixels = stackalloc float*[9];
            for (int i = 0; i < DivideUp(count, Tiles) * Tiles; i++)
            {
                // The last few are filled up with the last tile, whose sums are then computed again for nothing.
                (int image, int y, int x) = Locate(first + Math.Min(i, count - 1));
                y += kernel.Offsets[phase / kernel.Stride];
                x += kernel.Offsets[phase % kernel.Stride];
                for (int p = 0; p < 9; p++)
                {
                    pixels[p] = from.Pixel(image, y + (p / 3), x + (p % 3), operation.Padding, tensors.Zeros) + channel;
                }

                WinogradInputs.Transform(
                    pixels, channels, inputs + (i / Tiles * 3 * row) + (i % Tiles * WinogradKernel.Lanes), row);
            }
        }

        /// <summary>sums: [few tiles, 3 rows, 3 components, tile, out channel of the block].</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Multiply(
            int phase, int block, int count, int channel, int channels, float* inputs, float* sums, float* expanded)
        {
            int size = packed.BlockSize;
            float* first = packed.Weights(phase, block) + ((long)channel * 4 * size);
            for (int done = 0; done < channels; done += Chunk)
            {
                int length = Math.Min(Chunk, channels - done);
                float* weights = first + ((long)done * 4 * size);

                // What the last tiles fetch: the following channels of the block, or the next block's first.
                float* following = done + Chunk < channels ? weights + (length * 4 * size) : first + packed.BlockLength;
                float* prepared = WinogradKernel.Prepare(size, weights, length, expanded);
                float* from = inputs + (done / WinogradKernel.Lanes * WinogradKernel.Part);
                float* to = sums;
                for (int i = 0; i < count; i += Tiles)
                {
                    float* next = i + Tiles < count ? null : following;
                    for (int down = 0; down < 3; down++, from += row, to += 3 * Tiles * size)
                    {
                        WinogradKernel.Multiply(size, from, length, prepared, down, to, isFirst: channel + done == 0, next);
                        next = next == null ? null : next + (length * WinogradKernel.FetchStep(size));
                    }
                }
            }
        }

        /// <summary>The image of a tile, and its place among the outputs of a phase.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private (int Image, int Y, int X) Locate(int tile)
        {
            int line = tile / tilesAcross;
            return (line / tilesDown, line % tilesDown * 2, (tile - (line * tilesAcross)) * 2);
        }

        /// <summary>
        /// Adds up a tile's products to its outputs: along each axis the first is component 0 + 1, the second 1 − 2.
        /// </summary>
        /// <param name="phase">Which phase.</param>
        /// <param name="block">Which channels.</param>
        /// <param name="tile">Which tile.</param>
        /// <param name="sums">Its products, of one component after the other.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Store(int phase, int block, int tile, float* sums)
        {
            (int image, int y, int x) = Locate(tile);
            y = (y * kernel.Stride) + (phase / kernel.Stride);
            x = (x * kernel.Stride) + (phase % kernel.Stride);
            long first = ((((long)image * to.Shape.Height) + y) * to.Shape.Width) + x;
            long below = (long)kernel.Stride * to.Shape.Width;
            bool hasBelow = y + kernel.Stride < to.Shape.Height;
            bool hasRight = x + kernel.Stride < to.Shape.Width;
            if (y >= to.Shape.Height || x >= to.Shape.Width)
            {
                return;
            }

            int size = packed.BlockSize;
            nint step = Tiles * size;
            int channel = block * size;
            int channels = Math.Min(size, kernel.OutChannels - channel);
            int @class = tensors.Classes[image];
            float* scale = packed.Scale(@class, block);
            float* shift = packed.Shift(@class, block);
            for (int i = 0; i < channels; i += 8, sums += 8)
            {
                Vector256<float> middle0 = Vector256.Load(sums + (3 * step));
                Vector256<float> middle1 = Vector256.Load(sums + (4 * step));
                Vector256<float> middle2 = Vector256.Load(sums + (5 * step));
                Vector256<float> top0 = Vector256.Load(sums) + middle0;
                Vector256<float> top1 = Vector256.Load(sums + step) + middle1;
                Vector256<float> top2 = Vector256.Load(sums + (2 * step)) + middle2;
                Vector256<float> bottom0 = middle0 - Vector256.Load(sums + (6 * step));
                Vector256<float> bottom1 = middle1 - Vector256.Load(sums + (7 * step));
                Vector256<float> bottom2 = middle2 - Vector256.Load(sums + (8 * step));
                var epilogue = new EpilogueOfEight(
                    operation.Epilogue!, Vector256.Load(scale + i), Vector256.Load(shift + i), Math.Min(8, channels - i));
                long target = (first * kernel.OutChannels) + channel + i;
                epilogue.Store(top0 + top1, tensors.Residual, to.Data, target);
                if (hasRight)
                {
                    epilogue.Store(top1 - top2, tensors.Residual, to.Data, target + ((long)kernel.Stride * kernel.OutChannels));
                }

                if (hasBelow)
                {
                    target += below * kernel.OutChannels;
                    epilogue.Store(bottom0 + bottom1, tensors.Residual, to.Data, target);
                    if (hasRight)
                    {
                        epilogue.Store(
                            bottom1 - bottom2, tensors.Residual, to.Data, target + ((long)kernel.Stride * kernel.OutChannels));
                    }
                }
            }
        }
    }
}
#endif
