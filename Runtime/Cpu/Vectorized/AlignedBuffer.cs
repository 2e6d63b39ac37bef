#if NET
using System;
using System.Runtime.InteropServices;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// Floats outside the managed heap, on a cache line's boundary: a vector that straddles two lines costs two loads.
    /// </summary>
    internal sealed unsafe class AlignedBuffer : IDisposable
    {
        private const int CacheLine = 64;

        /// <summary>Zeros.</summary>
        /// <exception cref="OutOfMemoryException">There is not enough memory.</exception>
        public AlignedBuffer(long count)
        {
            Count = count;
            Data = (float*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, count) * sizeof(float), CacheLine);
            NativeMemory.Clear(Data, (nuint)count * sizeof(float));
        }

        ~AlignedBuffer() => Free();

        public float* Data { get; private set; }

        public long Count { get; }

        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        private void Free()
        {
            NativeMemory.AlignedFree(Data);
            Data = null;
        }
    }
}
#endif
