using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>Copies packed pixels into a host's image.</summary>
    internal static unsafe class ImageCopy
    {
        public static void Record(
            Vk vk, CommandBuffer commands, VulkanBuffer pixels, long offset, VulkanImageTarget target)
        {
            var image = new Image(target.Image);
            var stage = (PipelineStageFlags)target.Stage;
            var access = (AccessFlags)target.Access;
            Transition(
                vk, commands, image, stage, access, (ImageLayout)target.LayoutBefore,
                PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit, ImageLayout.TransferDstOptimal);
            var region = new BufferImageCopy(
                bufferOffset: (ulong)offset,
                imageSubresource: new ImageSubresourceLayers(ImageAspectFlags.ColorBit, 0, 0, 1),
                imageExtent: new Extent3D((uint)target.Width, (uint)target.Height, 1));
            vk.CmdCopyBufferToImage(commands, pixels.Handle, image, ImageLayout.TransferDstOptimal, 1, &region);
            Transition(
                vk, commands, image,
                PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit, ImageLayout.TransferDstOptimal,
                stage, access, (ImageLayout)target.LayoutAfter);
        }

        private static void Transition(
            Vk vk,
            CommandBuffer commands,
            Image image,
            PipelineStageFlags fromStage,
            AccessFlags fromAccess,
            ImageLayout from,
            PipelineStageFlags toStage,
            AccessFlags toAccess,
            ImageLayout to)
        {
            var barrier = new ImageMemoryBarrier(
                srcAccessMask: fromAccess, dstAccessMask: toAccess, oldLayout: from, newLayout: to,
                srcQueueFamilyIndex: Vk.QueueFamilyIgnored, dstQueueFamilyIndex: Vk.QueueFamilyIgnored, image: image,
                subresourceRange: new ImageSubresourceRange(ImageAspectFlags.ColorBit, 0, 1, 0, 1));
            vk.CmdPipelineBarrier(commands, fromStage, toStage, 0, 0, null, 0, null, 1, &barrier);
        }
    }
}
