using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>Memory barriers.</summary>
    internal static unsafe class Barriers
    {
        public static void Record(
            Vk vk,
            CommandBuffer commands,
            PipelineStageFlags fromStage,
            AccessFlags fromAccess,
            PipelineStageFlags toStage,
            AccessFlags toAccess)
        {
            var barrier = new MemoryBarrier(srcAccessMask: fromAccess, dstAccessMask: toAccess);
            vk.CmdPipelineBarrier(commands, fromStage, toStage, 0, 1, &barrier, 0, null, 0, null);
        }
    }
}
