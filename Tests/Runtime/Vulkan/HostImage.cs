using System;
using NUnit.Framework;
using SagTextures.Vulkan;
using Silk.NET.Vulkan;

namespace SagTextures.Tests.Vulkan
{
    /// <summary>An RGBA8 image of a host engine.</summary>
    internal sealed unsafe class HostImage : IDisposable
    {
        private readonly VulkanDevice host;
        private readonly DeviceMemory memory;

        public HostImage(VulkanDevice host, int width, int height, Format format)
        {
            this.host = host;
            Width = width;
            Height = height;
            var info = new ImageCreateInfo(
                imageType: ImageType.Type2D, format: format, extent: new Extent3D((uint)width, (uint)height, 1),
                mipLevels: 1, arrayLayers: 1, samples: SampleCountFlags.Count1Bit, tiling: ImageTiling.Optimal,
                usage: ImageUsageFlags.TransferDstBit | ImageUsageFlags.TransferSrcBit | ImageUsageFlags.SampledBit);
            Image image;
            Ok(host.Vk.CreateImage(host.Handle, &info, null, &image));
            Handle = image;
            MemoryRequirements requirements;
            host.Vk.GetImageMemoryRequirements(host.Handle, image, &requirements);
            int type = host.FindMemoryType(requirements.MemoryTypeBits, 0, MemoryPropertyFlags.DeviceLocalBit);
            var allocateInfo = new MemoryAllocateInfo(allocationSize: requirements.Size, memoryTypeIndex: (uint)type);
            DeviceMemory allocated;
            Ok(host.Vk.AllocateMemory(host.Handle, &allocateInfo, null, &allocated));
            memory = allocated;
            Ok(host.Vk.BindImageMemory(host.Handle, image, memory, 0));
        }

        public Image Handle { get; }

        public int Width { get; }

        public int Height { get; }

        /// <summary>Reads the pixels back, with the barrier that whoever samples it would need too.</summary>
        public byte[] Read(ImageLayout layout, PipelineStageFlags stage)
        {
            using var copy = new VulkanBuffer(
                host, Width * Height * 4, BufferUsageFlags.TransferDstBit,
                MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit, 0, "test");
            VulkanCommands.Run(host, "reading an image", commands =>
            {
                var barrier = new ImageMemoryBarrier(
                    srcAccessMask: AccessFlags.ShaderReadBit, dstAccessMask: AccessFlags.TransferReadBit,
                    oldLayout: layout, newLayout: ImageLayout.TransferSrcOptimal,
                    srcQueueFamilyIndex: Vk.QueueFamilyIgnored, dstQueueFamilyIndex: Vk.QueueFamilyIgnored,
                    image: Handle, subresourceRange: new ImageSubresourceRange(ImageAspectFlags.ColorBit, 0, 1, 0, 1));
                host.Vk.CmdPipelineBarrier(
                    commands, stage, PipelineStageFlags.TransferBit, 0, 0, null, 0, null, 1, &barrier);
                var region = new BufferImageCopy(
                    imageSubresource: new ImageSubresourceLayers(ImageAspectFlags.ColorBit, 0, 0, 1),
                    imageExtent: new Extent3D((uint)Width, (uint)Height, 1));
                host.Vk.CmdCopyImageToBuffer(
                    commands, Handle, ImageLayout.TransferSrcOptimal, copy.Handle, 1, &region);
                Barriers.Record(
                    host.Vk, commands, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit,
                    PipelineStageFlags.HostBit, AccessFlags.HostReadBit);
            });
            return copy.Map<byte>(0, Width * Height * 4).ToArray();
        }

        public void Dispose()
        {
            host.Vk.DestroyImage(host.Handle, Handle, null);
            host.Vk.FreeMemory(host.Handle, memory, null);
        }

        private static void Ok(Result result) => Assert.That(result, Is.EqualTo(Result.Success));
    }
}
