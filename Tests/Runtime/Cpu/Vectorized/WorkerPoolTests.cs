#if NET
using System;
using NUnit.Framework;
using SagTextures.Cpu.Vectorized;

namespace SagTextures.Tests.Cpu.Vectorized
{
    public class WorkerPoolTests
    {
        [Test]
        public void Scratch_memory_stays_where_there_is_not_enough_for_more()
        {
            using var pool = new WorkerPool(3);
            pool.Reserve(100);
            Assert.That(() => pool.Reserve(1L << 58), Throws.InstanceOf<OutOfMemoryException>());
            pool.Run(new Filling(100));
            pool.Reserve(50);
            pool.Run(new Filling(50));
            pool.Reserve(200);
            pool.Run(new Filling(200));
        }

        /// <summary>Writes all of a thread's scratch memory.</summary>
        private sealed unsafe class Filling : Work
        {
            private readonly int count;

            public Filling(int count) => this.count = count;

            public override int Items => 64;

            public override long ScratchCount => count;

            public override void Run(int item, float* scratch) => new Span<float>(scratch, count).Fill(item);
        }
    }
}
#endif
