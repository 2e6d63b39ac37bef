using System.Collections.Generic;
using System.Linq;

namespace SagTextures.Vulkan
{
    /// <summary>
    /// Knows which dispatches may overlap. Tensors share memory once they are done with, so a dispatch has to wait not only
    /// for what it reads but also for whoever still uses the place that it writes.
    /// </summary>
    internal sealed class HazardTracker
    {
        private readonly List<BufferRange> reads = new List<BufferRange>();
        private readonly List<BufferRange> writes = new List<BufferRange>();

        /// <summary>Takes a dispatch in.</summary>
        /// <returns>Whether it needs a barrier before it: everything before that is then done with.</returns>
        public bool Add(Dispatch dispatch)
        {
            BufferRange written = dispatch.Buffers[Binding.Output];
            List<BufferRange> read = dispatch.Buffers
                .Where(buffer => buffer.Key != Binding.Output).Select(buffer => buffer.Value).ToList();
            bool needsBarrier = read.Any(range => writes.Any(range.Overlaps))
                || writes.Any(written.Overlaps) || reads.Any(written.Overlaps);
            if (needsBarrier)
            {
                reads.Clear();
                writes.Clear();
            }

            reads.AddRange(read);
            writes.Add(written);
            return needsBarrier;
        }
    }
}
