using System;
using SagTextures.Models;

namespace SagTextures.Cpu
{
    /// <summary>A tensor's place in an array: [batch, channels, height, width].</summary>
    internal readonly struct CpuTensor
    {
        private readonly float[] data;
        private readonly int offset;

        public CpuTensor(float[] data, int offset, int count, ActivationShape shape)
        {
            this.data = data;
            this.offset = offset;
            Count = count;
            Shape = shape;
        }

        public ActivationShape Shape { get; }

        public int Count { get; }

        public Span<float> All => data.AsSpan(offset, Count);

        public Span<float> Plane(int image, int channel) =>
            data.AsSpan(offset + (((image * Shape.Channels) + channel) * Shape.Area), Shape.Area);

        /// <summary>The same elements seen in another shape of the same count.</summary>
        public CpuTensor As(ActivationShape shape) => new CpuTensor(data, offset, Count, shape);
    }
}
