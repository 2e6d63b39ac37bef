#if NET
using System;
using System.Linq;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// A <see cref="PhaseKernel"/> in the order in which it is read, blocks of out channels outermost; missing channels are
    /// zeros.
    /// </summary>
    internal sealed unsafe class PackedKernel : IDisposable
    {
        private readonly PhaseKernel kernel;
        private readonly AlignedBuffer weights;
        private readonly AlignedBuffer tables;
        private readonly int inArea;
        private readonly int outArea;
        private readonly int tableRows;

        /// <param name="operation">Weights and epilogue, whose tables are padded to whole blocks.</param>
        /// <param name="inArea">Pixels of the image that a dense layer takes as features, else 1.</param>
        /// <param name="blockSize">Out channels computed together.</param>
        /// <param name="tapsInside">
        /// Whether the taps of an in channel follow one another: [phase, block, in channel, tap, out channel of the block]
        /// rather than [phase, block, tap, in channel, out channel of the block].
        /// </param>
        public PackedKernel(ConvolutionOperation operation, int inArea, int blockSize, bool tapsInside)
        {
            kernel = operation.Kernel;
            this.inArea = inArea;
            outArea = operation.Reshape?.Area ?? 1;
            BlockSize = blockSize;
            Blocks = (kernel.OutChannels + BlockSize - 1) / BlockSize;
            BlockLength = kernel.Taps * kernel.Taps * kernel.InChannels * BlockSize;
            using var undo = new Undo();
            weights = undo.Add(new AlignedBuffer((long)kernel.Stride * kernel.Stride * Blocks * BlockLength));
            Pack(tapsInside);
            Epilogue epilogue = operation.Epilogue!;
            tableRows = epilogue.Classes;
            tables = undo.Add(new AlignedBuffer(2L * tableRows * Blocks * BlockSize));
            Pad(epilogue.Scale, tables.Data);
            Pad(epilogue.Shift, tables.Data + (tables.Count / 2));
            undo.Clear();
        }

        /// <summary>Out channels computed together.</summary>
        public int BlockSize { get; }

        public int Blocks { get; }

        /// <summary>Bytes of weights and tables.</summary>
        public long Bytes => (weights.Count + tables.Count) * sizeof(float);

        /// <summary>Elements of one block of one phase.</summary>
        public int BlockLength { get; }

        public float* Weights(int phase, int block) => weights.Data + ((((long)phase * Blocks) + block) * BlockLength);

        /// <summary>The epilogue's scales for the channels from a block on.</summary>
        public float* Scale(int @class, int block) => tables.Data + ((((tableRows == 1 ? 0 : @class) * Blocks) + block) * BlockSize);

        /// <summary>The epilogue's shifts for the channels from a block on.</summary>
        public float* Shift(int @class, int block) => Scale(@class, block) + (tables.Count / 2);

        public void Dispose()
        {
            weights.Dispose();
            tables.Dispose();
        }

        /// <summary>Straight from the model, a part at a time: a sorted copy of all would double the memory.</summary>
        private void Pack(bool tapsInside)
        {
            // A dense layer that takes an image finds its in channels apart.
            int inputs = inArea == 1 ? Math.Min(16, kernel.InChannels) : 1;
            int rows = kernel.Stride * kernel.Stride * kernel.Taps * kernel.Taps;
            ParallelLoop.Run(Blocks, block =>
            {
                int first = block * BlockSize;
                int[] outputs = Enumerable.Range(first, Math.Min(BlockSize, kernel.OutChannels - first))
                    .Select(output => Feature(output, kernel.OutChannels, outArea)).ToArray();
                var sorted = new float[rows * inputs * outputs.Length];
                for (int input = 0; input < kernel.InChannels; input += inputs)
                {
                    int count = Math.Min(inputs, kernel.InChannels - input);
                    kernel.SortWeights(outputs, Feature(input, kernel.InChannels, inArea), count, sorted);
                    Pack(sorted, block, outputs.Length, input, count, tapsInside);
                }
            });
        }

        /// <param name="sorted">[phase, tap, in channel of the part, out channel of the block].</param>
        /// <param name="block">The block.</param>
        /// <param name="outputs">Its channels that are there.</param>
        /// <param name="input">First in channel of the part.</param>
        /// <param name="count">In channels of the part.</param>
        /// <param name="tapsInside">The order of the target.</param>
        private void Pack(float[] sorted, int block, int outputs, int input, int count, bool tapsInside)
        {
            int taps = kernel.Taps * kernel.Taps;
            int tapStep = (tapsInside ? 1 : kernel.InChannels) * BlockSize;
            int inStep = (tapsInside ? taps : 1) * BlockSize;
            for (int row = 0; row < kernel.Stride * kernel.Stride * taps; row++)
            {
                float* target = Weights(row / taps, block) + (input * inStep) + (row % taps * tapStep);
                for (int i = 0; i < count; i++)
                {
                    sorted.AsSpan(((row * count) + i) * outputs, outputs).CopyTo(new Span<float>(target + (i * inStep), outputs));
                }
            }
        }

        private void Pad(float[] table, float* padded)
        {
            for (int row = 0; row < tableRows; row++)
            {
                for (int o = 0; o < kernel.OutChannels; o++)
                {
                    padded[(row * Blocks * BlockSize) + o] =
                        table[(row * kernel.OutChannels) + Feature(o, kernel.OutChannels, outArea)];
                }
            }
        }

        /// <summary>
        /// Features are numbered channel by channel, as PyTorch reshapes them; memory here holds pixel by pixel.
        /// </summary>
        private static int Feature(int position, int features, int area)
        {
            int channels = features / area;
            return (position % channels * area) + (position / channels);
        }
    }
}
#endif
