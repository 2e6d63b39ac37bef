#if NET
using System;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// A <see cref="PhaseKernel"/> in the order in which <see cref="ConvolutionTile"/> reads it:
    /// [phase, block of out channels, tap, in channel, <see cref="BlockSize"/> out channels]; missing channels are zeros.
    /// </summary>
    internal sealed class PackedKernel
    {
        private readonly int inArea;
        private readonly int outArea;

        /// <param name="kernel">The weights.</param>
        /// <param name="epilogue">Its tables are padded to whole blocks.</param>
        /// <param name="inArea">Pixels of the image that a dense layer takes as features, else 1.</param>
        /// <param name="outArea">Pixels of the image that a dense layer's features form, else 1.</param>
        public PackedKernel(PhaseKernel kernel, Epilogue epilogue, int inArea, int outArea)
        {
            Kernel = kernel;
            this.inArea = inArea;
            this.outArea = outArea;
            BlockSize = kernel.OutChannels > ConvolutionTile.Channels / 2 ? ConvolutionTile.Channels : ConvolutionTile.Channels / 2;
            Blocks = (kernel.OutChannels + BlockSize - 1) / BlockSize;
            BlockLength = kernel.Taps * kernel.Taps * kernel.InChannels * BlockSize;
            Weights = Pack(kernel);
            Scale = Pad(epilogue.Scale, epilogue.Classes);
            Shift = Pad(epilogue.Shift, epilogue.Classes);
        }

        public PhaseKernel Kernel { get; }

        /// <summary>Out channels computed together.</summary>
        public int BlockSize { get; }

        public int Blocks { get; }

        /// <summary>Elements of one block of one phase.</summary>
        public int BlockLength { get; }

        public float[] Weights { get; }

        /// <summary>The epilogue's scales: [classes, blocks, BlockSize].</summary>
        public float[] Scale { get; }

        /// <summary>The epilogue's shifts: [classes, blocks, BlockSize].</summary>
        public float[] Shift { get; }

        private float[] Pack(PhaseKernel kernel)
        {
            int taps = kernel.Taps * kernel.Taps;
            int phases = kernel.Stride * kernel.Stride;
            float[] packed = GC.AllocateArray<float>(checked(phases * Blocks * BlockLength), pinned: true);
            for (int phase = 0; phase < phases; phase++)
            {
                for (int o = 0; o < kernel.OutChannels; o++)
                {
                    int row = (phase * kernel.OutChannels) + Feature(o, kernel.OutChannels, outArea);
                    int target = (((phase * Blocks) + (o / BlockSize)) * BlockLength) + (o % BlockSize);
                    for (int i = 0; i < kernel.InChannels; i++)
                    {
                        int source = ((row * kernel.InChannels) + Feature(i, kernel.InChannels, inArea)) * taps;
                        for (int tap = 0; tap < taps; tap++)
                        {
                            packed[target + (((tap * kernel.InChannels) + i) * BlockSize)] =
                                kernel.Weights[source + tap];
                        }
                    }
                }
            }

            return packed;
        }

        private float[] Pad(float[] table, int classes)
        {
            int channels = table.Length / classes;
            float[] padded = GC.AllocateArray<float>(classes * Blocks * BlockSize, pinned: true);
            for (int row = 0; row < classes; row++)
            {
                for (int o = 0; o < channels; o++)
                {
                    padded[(row * Blocks * BlockSize) + o] = table[(row * channels) + Feature(o, channels, outArea)];
                }
            }

            return padded;
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
