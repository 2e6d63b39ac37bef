using System;
using SagTextures.Plans;
using static SagTextures.Vulkan.Rounding;

namespace SagTextures.Vulkan
{
    /// <summary>The host's side of Shaders/convolution_tiles.comp: tiles and grid.</summary>
    internal static class TiledConvolution
    {
        /// <summary>Invocations of a workgroup that every device takes.</summary>
        private const int MaxThreads = 128;

        /// <summary>Bytes of shared memory that every device has.</summary>
        private const int SharedBytes = 16384;

        /// <summary>Workgroups that keep a large GPU busy; with fewer, each is split.</summary>
        private const int EnoughGroups = 512;

        public static Dispatch Dispatch(
            ConvolutionOperation operation, PlanStep step, int batch, KernelChoice choice, DeviceInfo device)
        {
            var product = new ImplicitProduct(operation, step, batch);
            int across = product.PositionsAcross;
            int[] constants = Tiles(product.Kernel, product.ImagePositions, product.Positions, device);
            bool isAligned = product.Input.Width % 4 == 0 && across % 4 == 0 && across <= product.Input.Width;
            bool isWhole = product.Kernel.Stride == 1 && product.Output.Width % 4 == 0;
            constants[10] = isAligned ? 1 : 0;
            constants[11] = isWhole ? 1 : 0;
            return product.Dispatch(
                choice.Convolution, constants, DivideUp(product.Positions, constants[6]),
                DivideUp(product.Kernel.OutChannels, constants[5]), product.Window);
        }

        /// <summary>
        /// Specialization constants of convolution_tiles.comp. In how many parts a sum is split follows from one image, so that
        /// a batch adds up in the same order and gives the same texture; a batch only makes tiles wider.
        /// </summary>
        private static int[] Tiles(PhaseKernel kernel, int imageColumns, int allColumns, DeviceInfo device)
        {
            int rows = kernel.OutChannels <= 4 ? 4 : kernel.OutChannels <= 16 ? 16 : kernel.OutChannels <= 32 ? 32 : 64;
            int widest = rows <= 16 ? 128 : 64;
            int columns = Cover(imageColumns, 16, widest);
            int threadRows = Math.Min(rows, 8);
            int depth = Math.Max(4, Math.Min(16, 4 * rows / threadRows)); // Four loads ahead for each invocation.
            int split = 1;
            while (CanSplit(kernel, rows, columns, imageColumns, depth, split) && Threads(columns, 2 * split) <= MaxThreads)
            {
                split *= 2;
            }

            while (Bytes(columns) > SharedBytes)
            {
                depth /= 2;
            }

            while (columns < widest && columns < allColumns && Bytes(2 * columns) <= device.SharedMemoryBytes
                && Threads(2 * columns, split) <= device.MaxWorkgroupInvocations)
            {
                columns *= 2;
            }

            return new[]
            {
                Threads(columns, split), 0, 0, 0, 0, rows, columns, depth, split, Threads(columns, 1), 0, 0, threadRows,
            };

            int Threads(int tileColumns, int parts) => parts * rows / threadRows * tileColumns / 4;

            int Bytes(int tileColumns) => sizeof(float)
                * ((split * depth * (rows + tileColumns)) + (split > 1 ? rows * tileColumns : 4));
        }

        /// <summary>Whether the workgroups are few and their sums long.</summary>
        private static bool CanSplit(PhaseKernel kernel, int rows, int columns, int allColumns, int depth, int split) =>
            Groups(kernel, rows, columns, allColumns) * split < EnoughGroups
            && kernel.Taps * kernel.Taps * kernel.InChannels >= 8 * split * depth;

        private static long Groups(PhaseKernel kernel, int rows, int columns, int allColumns) =>
            (long)kernel.Stride * kernel.Stride * DivideUp(kernel.OutChannels, rows) * DivideUp(allColumns, columns);

        /// <summary>The smallest doubling of <paramref name="least"/> that covers a count, but no more than a limit.</summary>
        private static int Cover(int count, int least, int limit)
        {
            int size = least;
            while (size < count && 2 * size <= limit)
            {
                size *= 2;
            }

            return size;
        }
    }
}
