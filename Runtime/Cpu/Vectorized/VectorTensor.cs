#if NET
using System.Runtime.CompilerServices;
using SagTextures.Models;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>A tensor at a fixed place in memory, channels last: [batch, height, width, channels].</summary>
    internal readonly unsafe struct VectorTensor
    {
        public VectorTensor(float* data, ActivationShape shape)
        {
            Data = data;
            Shape = shape;
        }

        public float* Data { get; }

        public ActivationShape Shape { get; }

        /// <summary>Channels of a pixel; positions count through all images.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float* Pixel(long position) => Data + (position * Shape.Channels);

        public VectorTensor As(ActivationShape shape) => new VectorTensor(Data, shape);

        /// <summary>The channels of a pixel that may lie beyond the border.</summary>
        /// <param name="image">Which image.</param>
        /// <param name="y">Row.</param>
        /// <param name="x">Column.</param>
        /// <param name="padding">What is beyond the border.</param>
        /// <param name="zeros">As many zeros as there are channels.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float* Pixel(int image, int y, int x, PaddingMode padding, float* zeros)
        {
            int height = Shape.Height;
            int width = Shape.Width;
            if ((uint)y >= (uint)height || (uint)x >= (uint)width)
            {
                if (padding == PaddingMode.Zero)
                {
                    return zeros;
                }

                y = ((y % height) + height) % height;
                x = ((x % width) + width) % width;
            }

            return Pixel((((long)image * height) + y) * width + x);
        }
    }
}
#endif
