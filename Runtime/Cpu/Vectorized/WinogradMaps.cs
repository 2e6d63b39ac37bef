#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SagTextures.Models;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// The input of <see cref="WinogradConvolution"/>: for every pixel q, and along each axis, x(q) itself or the difference
    /// x(q) − x(q + 1). These four maps serve all phases, because neighbouring phases' tiles overlap.
    /// </summary>
    internal sealed unsafe class WinogradMaps : Work
    {
        private readonly VectorTensor from;
        private readonly PaddingMode padding;
        private readonly StepTensors tensors;
        private readonly float* maps;
        private readonly int first;
        private readonly long pitch;

        /// <param name="tensors">The input.</param>
        /// <param name="padding">What is beyond its border.</param>
        /// <param name="first">The first pixel along each axis, not above 0.</param>
        /// <param name="height">Pixels down.</param>
        /// <param name="width">Pixels across.</param>
        /// <param name="maps">Memory for <see cref="Count"/> floats.</param>
        /// <param name="firstImage">First of the images that are transformed.</param>
        /// <param name="images">How many.</param>
        public WinogradMaps(
            StepTensors tensors, PaddingMode padding, int first, int height, int width, float* maps, int firstImage, int images)
        {
            this.tensors = tensors;
            this.padding = padding;
            this.first = first;
            this.maps = maps;
            from = tensors.Input;
            pitch = Pitch(from.Shape.Channels);
            Height = height;
            Width = width;
            FirstImage = firstImage;
            Images = images;
        }

        public int Height { get; }

        public int Width { get; }

        public int FirstImage { get; }

        public int Images { get; }

        public override int Items => Images * Height;

        /// <summary>Floats of all maps of one image.</summary>
        public static long Count(int channels, int height, int width) => 4L * Pitch(channels) * height * width;

        /// <summary>Channels of a pixel in an image's first map.</summary>
        /// <param name="image">From 0 on, counted from <see cref="FirstImage"/>.</param>
        /// <param name="y">Row, counted from the first.</param>
        /// <param name="x">Column, counted from the first.</param>
        public float* Pixel(int image, int y, int x) => maps + (((((image * 4L * Height) + y) * Width) + x) * pitch);

        /// <summary>Distance from a pixel of the first map to one of the four.</summary>
        /// <param name="down">Whether of the difference to the row below.</param>
        /// <param name="across">Whether of the difference to the column to the right.</param>
        /// <param name="y">Rows below.</param>
        /// <param name="x">Columns to the right.</param>
        public long Distance(bool down, bool across, int y, int x) =>
            ((((((down ? 2L : 0) + (across ? 1 : 0)) * Height) + y) * Width) + x) * pitch;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Run(int item, float* scratch)
        {
            int image = item / Height;
            int y = item % Height;
            for (int x = 0; x < Width; x++)
            {
                float* a = Find(image, y, x);
                float* b = Find(image, y, x + 1);
                float* c = Find(image, y + 1, x);
                float* d = Find(image, y + 1, x + 1);
                float* plain = Pixel(image, y, x);
                float* across = plain + Distance(false, true, 0, 0);
                float* down = plain + Distance(true, false, 0, 0);
                float* both = plain + Distance(true, true, 0, 0);
                int channels = from.Shape.Channels;
                int i = 0;
                for (; i <= channels - 8; i += 8)
                {
                    Vector256<float> va = Vector256.Load(a + i);
                    Vector256<float> vc = Vector256.Load(c + i);
                    Vector256<float> ab = va - Vector256.Load(b + i);
                    va.Store(plain + i);
                    ab.Store(across + i);
                    (va - vc).Store(down + i);
                    (ab - (vc - Vector256.Load(d + i))).Store(both + i);
                }

                for (; i < channels; i++)
                {
                    plain[i] = a[i];
                    across[i] = a[i] - b[i];
                    down[i] = a[i] - c[i];
                    both[i] = a[i] - b[i] - (c[i] - d[i]);
                }
            }
        }

        /// <summary>A cache line more than the channels: pixels a power of two apart would share a set of the cache.</summary>
        private static int Pitch(int channels) => (DivideUp(channels, 16) * 16) + 16;

        private float* Find(int image, int y, int x) =>
            from.Pixel(FirstImage + image, first + y, first + x, padding, tensors.Zeros);
    }
}
#endif
