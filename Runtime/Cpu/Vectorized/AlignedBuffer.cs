#if NET
using System;
using System.Runtime.InteropServices;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// Floats outside the managed heap, on a cache line's boundary: a vector that straddles two lines costs two loads. A cache
    /// line more than asked for may be read, so that the last vector need not end at the last float. Large
    /// ones lie on large pages where the system has them: weights are read once a run, and finding so many small pages would
    /// take part of the time.
    /// </summary>
    internal sealed unsafe class AlignedBuffer : IDisposable
    {
        private const int CacheLine = 64;
        private const int LargePage = 2 << 20;

        /// <summary>Zeros.</summary>
        /// <exception cref="OutOfMemoryException">There is not enough memory.</exception>
        public AlignedBuffer(long count)
        {
            Count = count;
            nuint bytes = ((nuint)count * sizeof(float)) + CacheLine;
            bool isLarge = bytes >= LargePage;
            Data = (float*)NativeMemory.AlignedAlloc(bytes, isLarge ? LargePage : (nuint)CacheLine);
            if (isLarge)
            {
                FreshMemory.PreferLargePages(Data, (long)bytes);
            }

            NativeMemory.Clear(Data, bytes);
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
