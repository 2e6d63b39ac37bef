#if NET
namespace SagTextures.Cpu.Vectorized
{
    /// <summary>A piece of a run that falls into independent items, which <see cref="WorkerPool"/> shares out.</summary>
    internal abstract unsafe class Work
    {
        /// <summary>How many items there are.</summary>
        public abstract int Items { get; }

        /// <summary>Floats of scratch memory that an item needs.</summary>
        public virtual long ScratchCount => 0;

        /// <summary>Does one item. Items run in any order and at the same time.</summary>
        /// <param name="item">From 0 to <see cref="Items"/> − 1.</param>
        /// <param name="scratch">Memory of the running thread.</param>
        public abstract void Run(int item, float* scratch);

        private protected static int DivideUp(int count, int size) => (count + size - 1) / size;
    }
}
#endif
