#if NET
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// A <see cref="ConvolutionOperation"/> as it is defined, phase by phase. An item is a group of pixels and some blocks of
    /// channels; a block's weights stay in the nearest cache while all tiles of the group meet them.
    /// </summary>
    internal sealed unsafe class DirectConvolution : Work
    {
        private const int MaxGroup = 64;
        private const int MaxPointers = 4096;

        private readonly ConvolutionOperation operation;
        private readonly PackedKernel packed;
        private readonly PhaseKernel kernel;
        private readonly StepTensors tensors;
        private readonly VectorTensor from;
        private readonly VectorTensor to;
        private readonly int taps;
        private readonly int groupPixels;
        private readonly int groups;
        private readonly int shares;

        /// <param name="operation">What to compute.</param>
        /// <param name="packed">Its weights, taps outside.</param>
        /// <param name="tensors">On what.</param>
        /// <param name="threads">How many threads share the items.</param>
        public DirectConvolution(ConvolutionOperation operation, PackedKernel packed, StepTensors tensors, int threads)
        {
            this.operation = operation;
            this.packed = packed;
            this.tensors = tensors;
            kernel = operation.Kernel;
            from = tensors.Input.As(operation.KernelInput(tensors.Input.Shape));
            to = tensors.Output.As(operation.KernelOutput(tensors.Input.Shape));
            taps = kernel.Taps * kernel.Taps;
            int most = Math.Clamp(MaxPointers / taps / RowKernel.Rows, 1, MaxGroup / RowKernel.Rows) * RowKernel.Rows;
            int pixels = tensors.Batch * Positions(to.Shape.Height, 0) * Positions(to.Shape.Width, 0);
            groupPixels = Math.Min(most, DivideUp(pixels, RowKernel.Rows) * RowKernel.Rows);
            groups = DivideUp(pixels, groupPixels);

            // Few pixels, as in the deep layers of a single image: then the blocks of channels are shared out as well.
            int phases = kernel.Stride * kernel.Stride;
            shares = threads == 1 ? 1 : Math.Clamp(threads * 8 / (phases * groups), 1, packed.Blocks);
        }

        public override int Items => kernel.Stride * kernel.Stride * groups * shares;

        public override long ScratchCount => (long)groupPixels * packed.BlockSize;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Run(int item, float* scratch)
        {
            int share = item / groups % shares;
            Run(
                item / groups / shares, item % groups, packed.Blocks * share / shares, packed.Blocks * (share + 1) / shares,
                scratch);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Run(int phase, int group, int firstBlock, int lastBlock, float* sums)
        {
            int py = phase / kernel.Stride;
            int px = phase % kernel.Stride;
            int height = Positions(to.Shape.Height, py);
            int width = Positions(to.Shape.Width, px);
            int first = group * groupPixels;
            int count = Math.Min(groupPixels, (tensors.Batch * height * width) - first);
            if (count <= 0)
            {
                return;
            }

            // [tap, pixel of the group]: where the channels of an input pixel are.
            float** inputs = stackalloc float*[groupPixels * taps];
            long* targets = stackalloc long[groupPixels];
            int* images = stackalloc int[groupPixels];
            for (int i = 0; i < DivideUp(count, RowKernel.Rows) * RowKernel.Rows; i++)
            {
                // The group is filled up with the last pixel, whose sums are then computed again for nothing.
                int position = first + Math.Min(i, count - 1);
                int image = position / (height * width);
                int y = position / width % height;
                int x = position % width;
                images[i] = image;
                targets[i] = ((((long)image * to.Shape.Height) + (y * kernel.Stride) + py) * to.Shape.Width)
                    + (x * kernel.Stride) + px;
                for (int tap = 0; tap < taps; tap++)
                {
                    inputs[(tap * groupPixels) + i] = from.Pixel(
                        image, y + kernel.Offsets[py] + (tap / kernel.Taps), x + kernel.Offsets[px] + (tap % kernel.Taps),
                        operation.Padding, tensors.Zeros);
                }
            }

            for (int block = firstBlock; block < lastBlock; block++)
            {
                RowKernel.Multiply(
                    packed.BlockSize, count, inputs, groupPixels, taps, 0, kernel.InChannels, packed.Weights(phase, block), sums,
                    packed.BlockSize, isFirst: true);
                Store(block, count, sums, targets, images);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Store(int block, int rows, float* sums, long* targets, int* images)
        {
            int channel = block * packed.BlockSize;
            int channels = Math.Min(packed.BlockSize, kernel.OutChannels - channel);
            Epilogue tables = operation.Epilogue!;
            for (int c = 0; c < channels; c += 8)
            {
                EpilogueOfEight epilogue = default;
                for (int i = 0; i < rows; i++)
                {
                    if (i == 0 || tables.Classes > 1)
                    {
                        int @class = tensors.Classes[images[i]];
                        epilogue = new EpilogueOfEight(
                            tables, Vector256.Load(packed.Scale(@class, block) + c), Vector256.Load(packed.Shift(@class, block) + c),
                            Math.Min(8, channels - c));
                    }

                    epilogue.Store(
                        Vector256.Load(sums + (i * packed.BlockSize) + c), tensors.Residual, to.Data,
                        (targets[i] * kernel.OutChannels) + channel + c);
                }
            }
        }

        private int Positions(int size, int phase) => (size - phase + kernel.Stride - 1) / kernel.Stride;
    }
}
#endif
