using System;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>A command buffer of our own, its pool and its fence. One thread at a time.</summary>
    internal sealed unsafe class VulkanCommands : IDisposable
    {
        private readonly VulkanDevice device;
        private CommandPool pool;
        private Fence fence;

        public VulkanCommands(VulkanDevice device)
        {
            this.device = device;
            try
            {
                Create();
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        public CommandBuffer Buffer { get; private set; }

        /// <summary>Records, submits and waits, once.</summary>
        public static void Run(VulkanDevice device, string doing, Action<CommandBuffer> record)
        {
            using var commands = new VulkanCommands(device);
            commands.Record(record);
            commands.SubmitAndWait(doing);
        }

        /// <summary>Records commands that may be submitted any number of times.</summary>
        public void Record(Action<CommandBuffer> record)
        {
            var begin = new CommandBufferBeginInfo(sType: StructureType.CommandBufferBeginInfo);
            device.Vk.BeginCommandBuffer(Buffer, &begin).Check("recording commands");
            record(Buffer);
            device.Vk.EndCommandBuffer(Buffer).Check("recording commands");
        }

        public void SubmitAndWait(string doing) => device.SubmitAndWait(Buffer, fence, doing);

        public void Dispose()
        {
            if (device.IsHung)
            {
                return;
            }

            device.Vk.DestroyFence(device.Handle, fence, null);
            device.Vk.DestroyCommandPool(device.Handle, pool, null);
            fence = default;
            pool = default;
        }

        private void Create()
        {
            const string Doing = "creating a command buffer";
            var poolInfo = new CommandPoolCreateInfo(queueFamilyIndex: device.QueueFamily);
            CommandPool createdPool;
            device.Vk.CreateCommandPool(device.Handle, &poolInfo, null, &createdPool).Check(Doing);
            pool = createdPool;
            var fenceInfo = new FenceCreateInfo(sType: StructureType.FenceCreateInfo);
            Fence createdFence;
            device.Vk.CreateFence(device.Handle, &fenceInfo, null, &createdFence).Check(Doing);
            fence = createdFence;
            device.Names.Set(ObjectType.CommandPool, pool.Handle, "commands");
            device.Names.Set(ObjectType.Fence, fence.Handle, "commands done");
            var info = new CommandBufferAllocateInfo(
                commandPool: pool, level: CommandBufferLevel.Primary, commandBufferCount: 1);
            CommandBuffer buffer;
            device.Vk.AllocateCommandBuffers(device.Handle, &info, &buffer).Check(Doing);
            Buffer = buffer;
            device.Names.Set(ObjectType.CommandBuffer, (ulong)buffer.Handle, "commands");
        }
    }
}
