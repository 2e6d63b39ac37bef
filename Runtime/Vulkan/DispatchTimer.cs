using System;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>Timestamps around dispatches, taken by the device itself.</summary>
    internal sealed unsafe class DispatchTimer : IDisposable
    {
        private readonly VulkanDevice device;
        private readonly uint count;
        private QueryPool pool;

        public DispatchTimer(VulkanDevice device, int dispatches)
        {
            this.device = device;
            count = (uint)dispatches + 1;
            var info = new QueryPoolCreateInfo(queryType: QueryType.Timestamp, queryCount: count);
            QueryPool created;
            device.Vk.CreateQueryPool(device.Handle, &info, null, &created).Check("creating timestamps");
            pool = created;
            device.Names.Set(ObjectType.QueryPool, pool.Handle, "timestamps");
        }

        public void Start(CommandBuffer commands)
        {
            device.Vk.CmdResetQueryPool(commands, pool, 0, count);
            Mark(commands, 0);
        }

        /// <summary>Marks the end of the dispatches so far.</summary>
        public void Mark(CommandBuffer commands, int dispatches) =>
            device.Vk.CmdWriteTimestamp(commands, PipelineStageFlags.ComputeShaderBit, pool, (uint)dispatches);

        /// <returns>Milliseconds of each dispatch, once the commands are done.</returns>
        public double[] Read()
        {
            var ticks = new ulong[count];
            fixed (ulong* pointer = ticks)
            {
                device.Vk.GetQueryPoolResults(
                    device.Handle, pool, 0, count, (nuint)(count * sizeof(ulong)), pointer, sizeof(ulong),
                    QueryResultFlags.Result64Bit | QueryResultFlags.ResultWaitBit).Check("reading timestamps");
            }

            var times = new double[count - 1];
            for (int i = 0; i < times.Length; i++)
            {
                times[i] = (ticks[i + 1] - ticks[i]) * device.NanosecondsPerTick * 1e-6;
            }

            return times;
        }

        public void Dispose()
        {
            if (device.IsHung)
            {
                return;
            }

            device.Vk.DestroyQueryPool(device.Handle, pool, null);
            pool = default;
        }
    }
}
