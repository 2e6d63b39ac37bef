using System;
using System.Collections.Generic;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>One descriptor set for each dispatch of a list.</summary>
    internal sealed unsafe class DescriptorSets : IDisposable
    {
        private readonly VulkanDevice device;
        private readonly DescriptorSet[] sets;
        private DescriptorPool pool;

        public DescriptorSets(VulkanDevice device, ComputePipelines pipelines, IReadOnlyList<Dispatch> dispatches)
        {
            this.device = device;
            uint count = (uint)dispatches.Count;
            var size = new DescriptorPoolSize(DescriptorType.StorageBuffer, count * (uint)ComputePipelines.BindingCount);
            var poolInfo = new DescriptorPoolCreateInfo(maxSets: count, poolSizeCount: 1, pPoolSizes: &size);
            DescriptorPool created;
            device.Vk.CreateDescriptorPool(device.Handle, &poolInfo, null, &created).Check("creating a descriptor pool");
            pool = created;
            device.Names.Set(ObjectType.DescriptorPool, pool.Handle, "buffers of a plan");

            var layouts = new DescriptorSetLayout[count];
            Array.Fill(layouts, pipelines.SetLayout);
            sets = new DescriptorSet[count];
            fixed (DescriptorSetLayout* layoutPointer = layouts)
            fixed (DescriptorSet* setPointer = sets)
            {
                var info = new DescriptorSetAllocateInfo(
                    descriptorPool: pool, descriptorSetCount: count, pSetLayouts: layoutPointer);
                Result result = device.Vk.AllocateDescriptorSets(device.Handle, &info, setPointer);
                if (result != Result.Success)
                {
                    Dispose();
                    result.Check("allocating descriptor sets");
                }
            }

            for (int i = 0; i < sets.Length; i++)
            {
                Write(sets[i], dispatches[i]);
            }
        }

        public DescriptorSet this[int dispatch] => sets[dispatch];

        public void Dispose()
        {
            if (device.IsHung)
            {
                return;
            }

            device.Vk.DestroyDescriptorPool(device.Handle, pool, null);
            pool = default;
        }

        private void Write(DescriptorSet set, Dispatch dispatch)
        {
            device.Names.Set(ObjectType.DescriptorSet, set.Handle, dispatch.Name);
            DescriptorBufferInfo* buffers = stackalloc DescriptorBufferInfo[dispatch.Buffers.Count];
            WriteDescriptorSet* writes = stackalloc WriteDescriptorSet[dispatch.Buffers.Count];
            uint count = 0;
            foreach (KeyValuePair<Binding, BufferRange> buffer in dispatch.Buffers)
            {
                BufferRange range = buffer.Value;
                buffers[count] = new DescriptorBufferInfo(range.Buffer.Handle, (ulong)range.Offset, (ulong)range.Size);
                writes[count] = new WriteDescriptorSet(
                    dstSet: set, dstBinding: (uint)buffer.Key, descriptorCount: 1,
                    descriptorType: DescriptorType.StorageBuffer, pBufferInfo: buffers + count);
                count++;
            }

            device.Vk.UpdateDescriptorSets(device.Handle, count, writes, 0, null);
        }
    }
}
