using System;
using System.Collections.Generic;
using System.Linq;

namespace SagTextures.Plans
{
    /// <summary>
    /// Gives tensors their places so that only those alive at the same step lie apart: the largest first, each at the
    /// lowest free place. For a chain of layers the sum is that of the two largest neighbours.
    /// </summary>
    internal static class MemoryPlanner
    {
        /// <summary>256 bytes: the largest minStorageBufferOffsetAlignment that Vulkan allows.</summary>
        private const long Alignment = 64;

        /// <returns>Elements in all.</returns>
        public static long Place(IEnumerable<PlanTensor> tensors)
        {
            var placed = new List<PlanTensor>();
            long total = 0;
            foreach (PlanTensor tensor in tensors.OrderByDescending(tensor => tensor.Count).ThenBy(tensor => tensor.FirstStep))
            {
                tensor.Offset = 0;
                IEnumerable<PlanTensor> alive = placed
                    .Where(other => other.FirstStep <= tensor.LastStep && tensor.FirstStep <= other.LastStep)
                    .OrderBy(other => other.Offset);
                foreach (PlanTensor other in alive)
                {
                    if (tensor.Offset + tensor.Count <= other.Offset)
                    {
                        break;
                    }

                    tensor.Offset = Math.Max(tensor.Offset, Align(other.Offset + other.Count));
                }

                placed.Add(tensor);
                total = Math.Max(total, tensor.Offset + tensor.Count);
            }

            return total;
        }

        private static long Align(long count) => (count + Alignment - 1) / Alignment * Alignment;
    }
}
