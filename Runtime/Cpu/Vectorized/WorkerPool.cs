#if NET
using System.Runtime.CompilerServices;
using System;
using System.Threading;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// Threads that run the items of one <see cref="Work"/> after the other. A generator's layers follow within microseconds,
    /// faster than a sleeping thread wakes, so a worker looks out for the next for a moment before it sleeps.
    /// </summary>
    internal sealed unsafe class WorkerPool : IDisposable
    {
        /// <summary>About 100 µs, longer than the gap between two layers.</summary>
        private const int Spins = 2000;

        /// <summary>As the next item: nothing may be taken.</summary>
        private const uint Closed = int.MaxValue;

        private readonly SemaphoreSlim wake = new SemaphoreSlim(0);
        private readonly Thread[] threads;
        private AlignedBuffer[] scratch = Array.Empty<AlignedBuffer>();
        private Work? work;
        private long state = Closed; // number of the work, then number of its next item
        private int completed;
        private int sleepers;
        private volatile bool isStopping;

        /// <param name="count">Threads that work, the calling one included.</param>
        public WorkerPool(int count)
        {
            Count = count;
            threads = new Thread[count - 1];
            for (int i = 0; i < threads.Length; i++)
            {
                int index = i + 1;
                threads[i] = new Thread(() => Serve(index)) { IsBackground = true, Name = "SagTextures worker" };
                threads[i].Start();
            }
        }

        public int Count { get; }

        /// <summary>Makes sure that every thread has that much scratch memory. Where it fails, they keep what they have.</summary>
        /// <param name="count">Floats for each.</param>
        /// <exception cref="OutOfMemoryException">There is not enough memory.</exception>
        public void Reserve(long count)
        {
            if (scratch.Length > 0 && scratch[0].Count >= count)
            {
                return;
            }

            var larger = new AlignedBuffer[Count];
            try
            {
                for (int i = 0; i < Count; i++)
                {
                    larger[i] = new AlignedBuffer(count);
                }
            }
            catch
            {
                Free(larger);
                throw;
            }

            Free(scratch);
            scratch = larger;
        }

        /// <summary>Runs all items, this thread helping, and returns when they are done. One call at a time.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(Work next)
        {
            long number = (Volatile.Read(ref state) >> 32) + 1;
            // Closed before the work changes: nobody may take an item of this one by the count of the one before.
            Volatile.Write(ref state, (number << 32) | Closed);
            work = next;
            completed = 0;
            Interlocked.Exchange(ref state, number << 32);
            int asleep = next.Items > 1 ? Volatile.Read(ref sleepers) : 0;
            if (asleep > 0)
            {
                wake.Release(asleep);
            }

            TakeItems(0);
            var wait = default(SpinWait);
            while (Volatile.Read(ref completed) < next.Items)
            {
                // Never sleeps for a millisecond: what is waited for is one item.
                wait.SpinOnce(sleep1Threshold: -1);
            }

            // A generator that nobody disposed of must not be held by its sleeping threads.
            work = null;
        }

        public void Dispose()
        {
            isStopping = true;
            wake.Release(Count);
            foreach (Thread thread in threads)
            {
                thread.Join();
            }

            Free(scratch);
            wake.Dispose();
        }

        private static void Free(AlignedBuffer?[] buffers)
        {
            foreach (AlignedBuffer? buffer in buffers)
            {
                buffer?.Dispose();
            }
        }

        private void Serve(int thread)
        {
            long seen = 0;
            while (!isStopping)
            {
                for (int spin = 0; spin < Spins && !IsNew(seen); spin++)
                {
                    Thread.SpinWait(4);
                }

                if (!IsNew(seen))
                {
                    Interlocked.Increment(ref sleepers);
                    if (!IsNew(seen) && !isStopping)
                    {
                        wake.Wait();
                    }

                    Interlocked.Decrement(ref sleepers);
                }

                seen = Volatile.Read(ref state) >> 32;
                TakeItems(thread);
            }
        }

        private bool IsNew(long seen)
        {
            long now = Volatile.Read(ref state);
            return now >> 32 != seen && (uint)now != Closed;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void TakeItems(int thread)
        {
            while (true)
            {
                long now = Interlocked.Read(ref state);
                Work? current = Volatile.Read(ref work);
                int item = (int)now;
                if (current == null || item >= current.Items)
                {
                    return;
                }

                // Fails where another took the item, or where the work has changed since.
                if (Interlocked.CompareExchange(ref state, now + 1, now) == now)
                {
                    current.Run(item, scratch.Length > 0 ? scratch[thread].Data : null);
                    Interlocked.Increment(ref completed);
                }
            }
        }
    }
}
#endif
