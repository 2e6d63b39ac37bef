using System;
using System.Threading;

namespace SagTextures.Vulkan
{
    /// <summary>Something that several users keep alive; the last one to release it ends it.</summary>
    internal sealed class Lifetime
    {
        private readonly Action end;
        private int users = 1;

        public Lifetime(Action end) => this.end = end;

        /// <summary>Whether others than its maker use it.</summary>
        public bool IsShared => Volatile.Read(ref users) > 1;

        public void Acquire() => Interlocked.Increment(ref users);

        public void Release()
        {
            if (Interlocked.Decrement(ref users) == 0)
            {
                end();
            }
        }
    }
}
