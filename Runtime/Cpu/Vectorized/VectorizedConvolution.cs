#if NET
using System;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// Runs a <see cref="ConvolutionOperation"/> on channels-last tensors. Work is cut into groups of pixels; within one, a
    /// block of weights stays in the nearest cache while all tiles of the group meet it.
    /// </summary>
    internal sealed unsafe class VectorizedConvolution
    {
        private const int TilesPerGroup = 10;
        private const int MaxPointers = 4096;

        private readonly ConvolutionOperation operation;
        private readonly PackedKernel packed;
        private readonly PhaseKernel kernel;
        private readonly float[] zeros;
        private readonly int groupPixels;

        public VectorizedConvolution(ConvolutionOperation operation, ActivationShape input)
        {
            this.operation = operation;
            kernel = operation.Kernel;
            packed = new PackedKernel(
                kernel, operation.Epilogue!,
                operation.Reshape == null ? 1 : input.Area,
                operation.Reshape?.Area ?? 1);
            zeros = GC.AllocateArray<float>(kernel.InChannels, pinned: true);
            int taps = kernel.Taps * kernel.Taps;
            groupPixels = Math.Clamp(MaxPointers / taps / ConvolutionTile.Pixels, 1, TilesPerGroup) * ConvolutionTile.Pixels;
        }

        public void Run(VectorTensor input, VectorTensor output, VectorTensor? residual, int[] classes)
        {
            VectorTensor from = input.As(operation.KernelInput(input.Shape));
            VectorTensor to = output.As(operation.KernelOutput(input.Shape));
            float* sum = residual == null ? null : residual.Value.Data;
            int phases = kernel.Stride * kernel.Stride;
            int groups = (classes.Length * Positions(to.Shape.Height, 0) * Positions(to.Shape.Width, 0) + groupPixels - 1)
                / groupPixels;

            // Few pixels, as in the deep layers of a single image: then the blocks of channels are shared out as well.
            int wanted = Environment.ProcessorCount * 4;
            int shares = Math.Clamp(wanted / (phases * groups), 1, packed.Blocks);
            Parallel.For(0, phases * groups * shares, item =>
            {
                int share = item / groups % shares;
                int first = packed.Blocks * share / shares;
                int last = packed.Blocks * (share + 1) / shares;
                Run(item / groups / shares, item % groups, first, last, from, to, sum, classes);
            });
        }

        private void Run(
            int phase, int group, int firstBlock, int lastBlock, VectorTensor from, VectorTensor to, float* residual,
            int[] classes)
        {
            int taps = kernel.Taps * kernel.Taps;
            int py = phase / kernel.Stride;
            int px = phase % kernel.Stride;
            int height = Positions(to.Shape.Height, py);
            int width = Positions(to.Shape.Width, px);
            int first = group * groupPixels;
            int count = Math.Min(groupPixels, (classes.Length * height * width) - first);
            if (count <= 0)
            {
                return;
            }

            // [tile, tap, pixel of the tile]: where the channels of an input pixel are.
            float** inputs = stackalloc float*[groupPixels * taps];
            long* targets = stackalloc long[groupPixels];
            int* images = stackalloc int[groupPixels];
            for (int i = 0; i < (count + ConvolutionTile.Pixels - 1) / ConvolutionTile.Pixels * ConvolutionTile.Pixels; i++)
            {
                // The last tile is filled up with the last pixel, whose sums are then computed again for nothing.
                int position = first + Math.Min(i, count - 1);
                int image = position / (height * width);
                int y = position / width % height;
                int x = position % width;
                images[i] = image;
                targets[i] = ((((long)image * to.Shape.Height) + (y * kernel.Stride) + py) * to.Shape.Width)
                    + (x * kernel.Stride) + px;
                float** tile = inputs + (i / ConvolutionTile.Pixels * taps * ConvolutionTile.Pixels) + (i % ConvolutionTile.Pixels);
                for (int tap = 0; tap < taps; tap++)
                {
                    tile[tap * ConvolutionTile.Pixels] = Find(
                        from, image, y + kernel.Offsets[py] + (tap / kernel.Taps), x + kernel.Offsets[px] + (tap % kernel.Taps));
                }
            }

            fixed (float* weights = packed.Weights, scale = packed.Scale, shift = packed.Shift)
            {
                float* sums = stackalloc float[ConvolutionTile.Pixels * ConvolutionTile.Channels];
                for (int block = firstBlock; block < lastBlock; block++)
                {
                    float* blockWeights = weights + ((((long)phase * packed.Blocks) + block) * packed.BlockLength);
                    int channel = block * packed.BlockSize;
                    int channels = Math.Min(packed.BlockSize, kernel.OutChannels - channel);
                    for (int i = 0; i < count; i += ConvolutionTile.Pixels)
                    {
                        float** tile = inputs + (i * taps);
                        if (packed.BlockSize == ConvolutionTile.Channels)
                        {
                            ConvolutionTile.Multiply16(tile, taps, kernel.InChannels, blockWeights, sums);
                        }
                        else
                        {
                            ConvolutionTile.Multiply8(tile, taps, kernel.InChannels, blockWeights, sums);
                        }

                        for (int j = 0; j < Math.Min(ConvolutionTile.Pixels, count - i); j++)
                        {
                            long target = (targets[i + j] * kernel.OutChannels) + channel;
                            int row = operation.Epilogue!.Classes == 1 ? 0 : classes[images[i + j]];
                            int table = (row * packed.Blocks * packed.BlockSize) + channel;
                            VectorizedEpilogue.Apply(
                                operation.Epilogue, scale + table, shift + table, sums + (j * packed.BlockSize),
                                residual == null ? null : residual + target, to.Data + target, channels);
                        }
                    }
                }
            }
        }

        /// <summary>The pixel that a tap sees: beyond the border zeros, or the opposite side.</summary>
        private float* Find(VectorTensor from, int image, int y, int x)
        {
            int height = from.Shape.Height;
            int width = from.Shape.Width;
            if ((uint)y >= (uint)height || (uint)x >= (uint)width)
            {
                if (operation.Padding == PaddingMode.Zero)
                {
                    // Pinned, so its address stays.
                    return (float*)System.Runtime.CompilerServices.Unsafe.AsPointer(
                        ref MemoryMarshal.GetArrayDataReference(zeros));
                }

                y = ((y % height) + height) % height;
                x = ((x % width) + width) % width;
            }

            return from.Pixel((((long)image * height) + y) * width + x);
        }

        private int Positions(int size, int phase) => (size - phase + kernel.Stride - 1) / kernel.Stride;
    }
}
#endif
