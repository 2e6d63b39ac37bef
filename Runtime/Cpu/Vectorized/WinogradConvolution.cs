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
    /// An item is a group of tiles of 2×2 outputs of one phase, for one block of channels.
    /// </summary>
    internal sealed unsafe class WinogradConvolution : Work
    {
        /// <summary>Tiles that share an expansion of weights.</summary>
        private const int MaxGroup = 64;

        /// <summary>In channels expanded at a time: with 32 out channels, each component's weights fill half an L1 cache.</summary>
        private const int MaxChunk = 128;

        private const int Components = WinogradWeights.Components;

        private readonly ConvolutionOperation operation;
        private readonly PackedKernel packed;
        private readonly PhaseKernel kernel;
        private readonly StepTensors tensors;
        private readonly WinogradMaps maps;
        private readonly VectorTensor to;
        private readonly int tilesDown;
        private readonly int tilesAcross;
        private readonly int groupTiles;
        private readonly int groups;
        private readonly int chunk;
        private readonly int lowest;

        /// <param name="operation">What to compute.</param>
        /// <param name="packed">Its weights, taps inside.</param>
        /// <param name="tensors">Where the output goes.</param>
        /// <param name="maps">The input; only its images are computed.</param>
        /// <param name="threads">How many threads share the items.</param>
        public WinogradConvolution(
            ConvolutionOperation operation, PackedKernel packed, StepTensors tensors, WinogradMaps maps, int threads)
        {
            this.operation = operation;
            this.packed = packed;
            this.tensors = tensors;
            this.maps = maps;
            kernel = operation.Kernel;
            to = tensors.Output;
            tilesDown = Tiles(operation, to.Shape.Height);
            tilesAcross = Tiles(operation, to.Shape.Width);
            int tiles = maps.Images * tilesDown * tilesAcross;
            int items = kernel.Stride * kernel.Stride * packed.Blocks;
            int wanted = threads == 1 ? 1 : DivideUp(threads * 8, items);
            int size = Math.Clamp(DivideUp(DivideUp(tiles, wanted), RowKernel.Rows) * RowKernel.Rows, RowKernel.Rows, MaxGroup);
            groups = DivideUp(tiles, size);
            groupTiles = size;
            chunk = Math.Min(MaxChunk, kernel.InChannels);
            lowest = kernel.LowestOffset;
        }

        public override int Items => kernel.Stride * kernel.Stride * packed.Blocks * groups;

        public override long ScratchCount => ((long)Components * packed.BlockSize * (chunk + groupTiles));

        /// <summary>Whether the operation has this form, and channels enough for the transform to be repaid.</summary>
        public static bool Suits(ConvolutionOperation operation) =>
            operation.Kernel.Taps == 2 && operation.Reshape == null
            && operation.Kernel.OutChannels >= 16 && operation.Kernel.InChannels >= 16;

        /// <summary>Tiles along an axis, for the phase that has most outputs.</summary>
        public static int Tiles(ConvolutionOperation operation, int outSize) =>
            DivideUp(DivideUp(outSize, operation.Kernel.Stride), 2);

        public override void Run(int item, float* scratch)
        {
            // Neighbouring items see the same inputs.
            int block = item % packed.Blocks;
            int group = item / packed.Blocks % groups;
            int phase = item / packed.Blocks / groups;
            int first = group * groupTiles;
            int count = Math.Min(groupTiles, (maps.Images * tilesDown * tilesAcross) - first);
            float** rows = stackalloc float*[Components * groupTiles];
            FindRows(phase, first, count, rows);

            float* expanded = scratch;
            float* sums = expanded + (Components * chunk * packed.BlockSize);
            float* weights = packed.Weights(phase, block);
            for (int channel = 0; channel < kernel.InChannels; channel += chunk)
            {
                int channels = Math.Min(chunk, kernel.InChannels - channel);
                WinogradWeights.Expand(weights + ((long)channel * 4 * packed.BlockSize), channels, packed.BlockSize, expanded);
                for (int component = 0; component < Components; component++)
                {
                    float* part = expanded + ((long)component * channels * packed.BlockSize);
                    int row = component * groupTiles;
                    RowKernel.Multiply(
                        packed.BlockSize, count, rows + row, 0, 1, channel, channels, part, sums + (row * packed.BlockSize),
                        packed.BlockSize, isFirst: channel == 0);
                }
            }

            for (int i = 0; i < count; i++)
            {
                Store(phase, block, first + i, sums + (i * packed.BlockSize));
            }
        }

        /// <summary>[component, tile]: where the channels of each tile's transformed inputs are.</summary>
        private void FindRows(int phase, int first, int count, float** rows)
        {
            long* distances = stackalloc long[Components];
            for (int component = 0; component < Components; component++)
            {
                int down = component / 3;
                int across = component % 3;
                distances[component] = maps.Distance(down != 1, across != 1, (down + 1) / 2, (across + 1) / 2);
            }

            int offsetY = kernel.Offsets[phase / kernel.Stride] - lowest;
            int offsetX = kernel.Offsets[phase % kernel.Stride] - lowest;
            for (int i = 0; i < DivideUp(count, RowKernel.Rows) * RowKernel.Rows; i++)
            {
                // The last rows are filled up with the last tile, whose sums are then computed again for nothing.
                (int image, int y, int x) = Locate(first + Math.Min(i, count - 1));
                float* pixel = maps.Pixel(image, y + offsetY, x + offsetX);
                for (int component = 0; component < Components; component++)
                {
                    rows[(component * groupTiles) + i] = pixel + distances[component];
                }
            }
        }

        /// <summary>The image of a tile, counted from the maps' first, and its place among the outputs of a phase.</summary>
        private (int Image, int Y, int X) Locate(int tile)
        {
            int row = tile / tilesAcross;
            return (row / tilesDown, row % tilesDown * 2, (tile - (row * tilesAcross)) * 2);
        }

        /// <summary>
        /// Adds up a tile's products to its outputs: output (a, b) is the sum of the components (a, b), (a, b + 1), (a + 1, b) and
        /// (a + 1, b + 1).
        /// </summary>
        /// <param name="phase">Which phase.</param>
        /// <param name="block">Which channels.</param>
        /// <param name="tile">Which tile.</param>
        /// <param name="sums">Its products; those of the components lie a group apart.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Store(int phase, int block, int tile, float* sums)
        {
            (int image, int y, int x) = Locate(tile);
            image += maps.FirstImage;
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
            nint step = groupTiles * size;
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
                Vector256<float> bottom0 = middle0 + Vector256.Load(sums + (6 * step));
                Vector256<float> bottom1 = middle1 + Vector256.Load(sums + (7 * step));
                Vector256<float> bottom2 = middle2 + Vector256.Load(sums + (8 * step));
                var epilogue = new EpilogueOfEight(operation.Epilogue!, scale + i, shift + i, Math.Min(8, channels - i));
                long target = (first * kernel.OutChannels) + channel + i;
                epilogue.Store(top0 + top1, tensors.Residual, to.Data, target);
                if (hasRight)
                {
                    epilogue.Store(top1 + top2, tensors.Residual, to.Data, target + ((long)kernel.Stride * kernel.OutChannels));
                }

                if (hasBelow)
                {
                    target += below * kernel.OutChannels;
                    epilogue.Store(bottom0 + bottom1, tensors.Residual, to.Data, target);
                    if (hasRight)
                    {
                        epilogue.Store(
                            bottom1 + bottom2, tensors.Residual, to.Data, target + ((long)kernel.Stride * kernel.OutChannels));
                    }
                }
            }
        }
    }
}
#endif
