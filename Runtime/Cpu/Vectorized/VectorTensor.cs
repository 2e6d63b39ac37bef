#if NET
using SagTextures.Models;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>A tensor in pinned memory, channels last: [batch, height, width, channels].</summary>
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
        public float* Pixel(long position) => Data + (position * Shape.Channels);

        public VectorTensor As(ActivationShape shape) => new VectorTensor(Data, shape);
    }
}
#endif
