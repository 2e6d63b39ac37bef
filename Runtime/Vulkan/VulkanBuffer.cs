using System;
using Silk.NET.Vulkan;
using Buffer = Silk.NET.Vulkan.Buffer;

namespace SagTextures.Vulkan
{
    /// <summary>A buffer with memory of its own. There are few: many small things share one, each in its range.</summary>
    internal sealed unsafe class VulkanBuffer : IDisposable
    {
        private readonly VulkanDevice device;
        private DeviceMemory memory;

        /// <param name="device">Where.</param>
        /// <param name="size">Bytes, more than 0.</param>
        /// <param name="usage">What for.</param>
        /// <param name="properties">What the memory must be; mapped where it is visible to the host.</param>
        /// <param name="preferred">What it should be too, where there is such memory.</param>
        /// <param name="name">For debuggers and errors, as in "weights".</param>
        /// <exception cref="DeviceMemoryException">There is not enough memory.</exception>
        public VulkanBuffer(
            VulkanDevice device,
            long size,
            BufferUsageFlags usage,
            MemoryPropertyFlags properties,
            MemoryPropertyFlags preferred,
            string name)
        {
            this.device = device;
            Size = size;
            if (size > device.Info.MaxAllocationBytes)
            {
                throw new DeviceMemoryException(
                    $"{device.Info.Name} allocates {device.Info.MaxAllocationBytes >> 20} MB at most, and {name} need " +
                    $"{size >> 20} MB: make smaller textures or fewer at once, or use the CPU backend.");
            }

            try
            {
                Allocate(usage, properties, preferred, $"allocating {Math.Max(1, size >> 20)} MB for {name}");
                device.Names.Set(ObjectType.Buffer, Handle.Handle, name);
                device.Names.Set(ObjectType.DeviceMemory, memory.Handle, name);
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        public Buffer Handle { get; private set; }

        /// <summary>Bytes.</summary>
        public long Size { get; }

        /// <summary>The mapped memory; null where the host does not see it.</summary>
        public void* Mapped { get; private set; }

        /// <summary>Some mapped elements.</summary>
        public Span<T> Map<T>(long byteOffset, int count) where T : unmanaged => new Span<T>((byte*)Mapped + byteOffset, count);

        public void Dispose()
        {
            if (device.IsHung)
            {
                return;
            }

            device.Vk.DestroyBuffer(device.Handle, Handle, null);
            device.Vk.FreeMemory(device.Handle, memory, null);
            Handle = default;
            memory = default;
            Mapped = null;
        }

        private void Allocate(
            BufferUsageFlags usage, MemoryPropertyFlags properties, MemoryPropertyFlags preferred, string doing)
        {
            Vk vk = device.Vk;
            var info = new BufferCreateInfo(size: (ulong)Size, usage: usage, sharingMode: SharingMode.Exclusive);
            Buffer buffer;
            vk.CreateBuffer(device.Handle, &info, null, &buffer).Check(doing);
            Handle = buffer;
            MemoryRequirements requirements;
            vk.GetBufferMemoryRequirements(device.Handle, buffer, &requirements);
            int type = device.FindMemoryType(requirements.MemoryTypeBits, properties, preferred);
            var allocateInfo = new MemoryAllocateInfo(allocationSize: requirements.Size, memoryTypeIndex: (uint)type);
            DeviceMemory allocated;
            vk.AllocateMemory(device.Handle, &allocateInfo, null, &allocated).Check(doing);
            memory = allocated;
            vk.BindBufferMemory(device.Handle, buffer, memory, 0).Check(doing);
            if ((properties & MemoryPropertyFlags.HostVisibleBit) != 0)
            {
                void* mapped;
                vk.MapMemory(device.Handle, memory, 0, Vk.WholeSize, 0, &mapped).Check(doing);
                Mapped = mapped;
                if (device.HasHostMemory)
                {
                    FreshMemory.PreferLargePages(mapped, Size);
                }
            }
        }
    }
}
