using System;
using Silk.NET.Vulkan;

namespace SagTextures.Godot.Device;

/// <summary>Fills the smaller levels of an image on the GPU, each from the one above, in linear light where it is sRGB.</summary>
internal static unsafe class MipBlits
{
    /// <summary>All levels are in TRANSFER_DST_OPTIMAL, before and after.</summary>
    public static void Record(Vk vk, CommandBuffer commands, Image image, int width, int height, int levels)
    {
        for (int level = 1; level < levels; level++)
        {
            Transition(vk, commands, image, (uint)level - 1, 1, ImageLayout.TransferDstOptimal, ImageLayout.TransferSrcOptimal);
            var blit = new ImageBlit(
                srcSubresource: new ImageSubresourceLayers(ImageAspectFlags.ColorBit, (uint)level - 1, 0, 1),
                dstSubresource: new ImageSubresourceLayers(ImageAspectFlags.ColorBit, (uint)level, 0, 1));
            blit.SrcOffsets[1] = Corner(width, height, level - 1);
            blit.DstOffsets[1] = Corner(width, height, level);
            vk.CmdBlitImage(
                commands, image, ImageLayout.TransferSrcOptimal, image, ImageLayout.TransferDstOptimal, 1, &blit, Filter.Linear);
        }

        if (levels > 1)
        {
            Transition(
                vk, commands, image, 0, (uint)levels - 1, ImageLayout.TransferSrcOptimal, ImageLayout.TransferDstOptimal);
        }
    }

    private static Offset3D Corner(int width, int height, int level) =>
        new(Math.Max(width >> level, 1), Math.Max(height >> level, 1), 1);

    private static void Transition(
        Vk vk, CommandBuffer commands, Image image, uint level, uint count, ImageLayout from, ImageLayout to)
    {
        var barrier = new ImageMemoryBarrier(
            srcAccessMask: AccessFlags.TransferWriteBit | AccessFlags.TransferReadBit,
            dstAccessMask: AccessFlags.TransferWriteBit | AccessFlags.TransferReadBit,
            oldLayout: from, newLayout: to,
            srcQueueFamilyIndex: Vk.QueueFamilyIgnored, dstQueueFamilyIndex: Vk.QueueFamilyIgnored, image: image,
            subresourceRange: new ImageSubresourceRange(ImageAspectFlags.ColorBit, level, count, 0, 1));
        vk.CmdPipelineBarrier(
            commands, PipelineStageFlags.TransferBit, PipelineStageFlags.TransferBit, 0, 0, null, 0, null, 1, &barrier);
    }
}
