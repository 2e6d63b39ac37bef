using System;
using System.Collections.Generic;
using System.Linq;

namespace SagTextures.Plans
{
    /// <summary>
    /// Gives tensors their places so that only those alive at the same step lie apart. For a chain of layers the sum is
    /// that of the two largest neighbours.
    /// </summary>
    internal static class MemoryPlanner
    {
        /// <summary>
        /// 256 bytes in half precision: the largest minStorageBufferOffsetAlignment that Vulkan allows.
        /// </summary>
        private const long Alignment = 128;

        /// <returns>Elements in all.</returns>
        public static long Place(IReadOnlyList<PlanTensor> tensors)
        {
            // The best packing is a hard problem; of two greedy orders (Pisarchyk and Lee 2020) one is nearly always tight.
            long Breadth(PlanTensor tensor) => tensors
                .Where(other => tensor.FirstStep <= other.FirstStep && other.FirstStep <= tensor.LastStep)
                .Append(tensor)
                .Max(start => tensors.Where(other => IsAlive(other, start.FirstStep)).Sum(other => other.Count));

            PlanTensor[] bySize = tensors.OrderByDescending(tensor => tensor.Count).ToArray();
            PlanTensor[] byBreadth = bySize.OrderByDescending(Breadth).ToArray();
            return PlaceInOrder(bySize) <= PlaceInOrder(byBreadth) ? PlaceInOrder(bySize) : PlaceInOrder(byBreadth);
        }

        /// <summary>Each at the lowest free place.</summary>
        private static long PlaceInOrder(PlanTensor[] tensors)
        {
            var placed = new List<PlanTensor>();
            long total = 0;
            foreach (PlanTensor tensor in tensors)
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

        private static bool IsAlive(PlanTensor tensor, int step) => tensor.FirstStep <= step && step <= tensor.LastStep;

        private static long Align(long count) => (count + Alignment - 1) / Alignment * Alignment;
    }
}
