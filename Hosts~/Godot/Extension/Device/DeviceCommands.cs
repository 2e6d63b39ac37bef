using System;
using Silk.NET.Vulkan;

namespace SagTextures.Godot.Device;

/// <summary>Commands that make a texture: recorded on any thread, submitted to the engine's queue on the render thread.</summary>
internal sealed unsafe class DeviceCommands : IDisposable
{
    private readonly GodotDevice device;
    private readonly CommandPool pool;
    private readonly Fence fence;
    private readonly CommandBuffer buffer;
    private VulkanRecording? recording;
    private bool isSubmitted;

    /// <exception cref="DeviceException">The device cannot do it.</exception>
    public DeviceCommands(GodotDevice device)
    {
        this.device = device;
        try
        {
            var poolInfo = new CommandPoolCreateInfo(queueFamilyIndex: device.Handles.QueueFamily);
            fixed (CommandPool* created = &pool)
            {
                Check(Vk.CreateCommandPool(device.Device, &poolInfo, null, created));
            }

            var fenceInfo = new FenceCreateInfo(sType: StructureType.FenceCreateInfo);
            fixed (Fence* created = &fence)
            {
                Check(Vk.CreateFence(device.Device, &fenceInfo, null, created));
            }

            var allocateInfo = new CommandBufferAllocateInfo(
                commandPool: pool, level: CommandBufferLevel.Primary, commandBufferCount: 1);
            fixed (CommandBuffer* allocated = &buffer)
            {
                Check(Vk.AllocateCommandBuffers(device.Device, &allocateInfo, allocated));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether the GPU is done with them, or lost.</summary>
    public bool IsDone => Vk.GetFenceStatus(device.Device, fence) != Result.NotReady;

    private Vk Vk => device.Vk;

    /// <exception cref="SagTexturesException">The device cannot do it.</exception>
    public void Record(TextureJob job)
    {
        var begin = new CommandBufferBeginInfo(flags: CommandBufferUsageFlags.OneTimeSubmitBit);
        CommandBuffer recorded = buffer;
        Check(Vk.BeginCommandBuffer(recorded, &begin));
        // As the engine's clear leaves it, and as the engine expects it still to be.
        var target = new VulkanImageTarget(
            job.Image.Handle, job.Width, job.Height, (int)ImageLayout.TransferDstOptimal, (int)ImageLayout.TransferDstOptimal,
            (uint)PipelineStageFlags.TransferBit, (uint)AccessFlags.TransferWriteBit);
        recording = job.Model.On(device).Record(
            recorded.Handle, job.Seed, target, job.Options.FirstLevel, job.Options.Map);
        MipBlits.Record(Vk, recorded, job.Image, job.Width, job.Height, job.MipLevels);
        Check(Vk.EndCommandBuffer(recorded));
    }

    /// <summary>On the render thread, whose the queue is. Nobody waits for the GPU.</summary>
    /// <exception cref="DeviceException">The device cannot do it.</exception>
    public void Submit()
    {
        CommandBuffer submitted = buffer;
        var submit = new SubmitInfo(commandBufferCount: 1, pCommandBuffers: &submitted);
        Check(Vk.QueueSubmit(device.Queue, 1, &submit, fence));
        isSubmitted = true;
    }

    /// <summary>Waits for the GPU first.</summary>
    public void Dispose()
    {
        if (isSubmitted)
        {
            Fence submitted = fence;
            Vk.WaitForFences(device.Device, 1, &submitted, true, ulong.MaxValue);
        }

        recording?.Dispose();
        Vk.DestroyFence(device.Device, fence, null);
        Vk.DestroyCommandPool(device.Device, pool, null);
    }

    private static void Check(Result result)
    {
        if (result != Result.Success)
        {
            throw new DeviceException($"Godot's Vulkan device answered {result}.");
        }
    }
}
