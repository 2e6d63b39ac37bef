using System;
using System.Collections.Generic;
using System.Linq;
using Silk.NET.Vulkan;

namespace SagTextures.Godot.Device;

/// <summary>Our command buffers in the engine's queue, kept until the GPU is done with them. Nobody waits for it.</summary>
internal sealed unsafe class Submissions : IDisposable
{
    private readonly GodotDevice device;
    private readonly Queue<Submission> inFlight = new();

    public Submissions(GodotDevice device) => this.device = device;

    private Vk Vk => device.Vk;

    /// <summary>Records and submits a command buffer for each job, one after the other.</summary>
    /// <exception cref="SagTexturesException">The device cannot do it.</exception>
    public void Submit(IReadOnlyList<TextureJob> jobs)
    {
        var submission = new Submission();
        try
        {
            var poolInfo = new CommandPoolCreateInfo(queueFamilyIndex: device.Handles.QueueFamily);
            CommandPool pool;
            Check(Vk.CreateCommandPool(device.Device, &poolInfo, null, &pool));
            submission.Pool = pool;
            var fenceInfo = new FenceCreateInfo(sType: StructureType.FenceCreateInfo);
            Fence fence;
            Check(Vk.CreateFence(device.Device, &fenceInfo, null, &fence));
            submission.Fence = fence;
            var allocateInfo = new CommandBufferAllocateInfo(
                commandPool: submission.Pool, level: CommandBufferLevel.Primary, commandBufferCount: (uint)jobs.Count);
            CommandBuffer* buffers = stackalloc CommandBuffer[jobs.Count];
            Check(Vk.AllocateCommandBuffers(device.Device, &allocateInfo, buffers));
            for (int i = 0; i < jobs.Count; i++)
            {
                var begin = new CommandBufferBeginInfo(flags: CommandBufferUsageFlags.OneTimeSubmitBit);
                Check(Vk.BeginCommandBuffer(buffers[i], &begin));
                submission.Recordings.Add(Record(buffers[i], jobs[i]));
                Check(Vk.EndCommandBuffer(buffers[i]));
            }

            var submit = new SubmitInfo(commandBufferCount: (uint)jobs.Count, pCommandBuffers: buffers);
            lock (device.Handles.QueueLock)
            {
                Check(Vk.QueueSubmit(device.Queue, 1, &submit, submission.Fence));
            }

            inFlight.Enqueue(submission);
        }
        catch
        {
            Free(submission);
            throw;
        }
    }

    /// <summary>Frees what the GPU is done with.</summary>
    public void FreeFinished()
    {
        while (inFlight.TryPeek(out Submission? oldest) && Vk.GetFenceStatus(device.Device, oldest.Fence) != Result.NotReady)
        {
            Free(inFlight.Dequeue());
        }
    }

    /// <summary>Waits for the GPU first.</summary>
    public void Dispose()
    {
        while (inFlight.TryDequeue(out Submission? oldest))
        {
            Fence fence = oldest.Fence;
            Vk.WaitForFences(device.Device, 1, &fence, true, ulong.MaxValue);
            Free(oldest);
        }
    }

    private VulkanRecording Record(CommandBuffer buffer, TextureJob job)
    {
        Image image = device.ImageOf(job.Holder.Texture);
        // As the engine's clear has left it, and as the engine expects it still to be.
        var target = new VulkanImageTarget(
            image.Handle, job.Width, job.Height, (int)ImageLayout.TransferDstOptimal, (int)ImageLayout.TransferDstOptimal,
            (uint)PipelineStageFlags.TransferBit, (uint)AccessFlags.TransferWriteBit);
        GenerateOptions options = job.Options.Generate;
        bool mipmaps = options.Mipmaps;
        options.Mipmaps = false;
        VulkanRecording recording = job.Owner.DeviceGenerator(device).Record(
            buffer.Handle, job.Seed, target, options, job.Options.Map);
        options.Mipmaps = mipmaps;
        MipBlits.Record(Vk, buffer, image, job.Width, job.Height, job.MipLevels);
        return recording;
    }

    private void Free(Submission submission)
    {
        submission.Recordings.ForEach(recording => recording.Dispose());
        Vk.DestroyFence(device.Device, submission.Fence, null);
        Vk.DestroyCommandPool(device.Device, submission.Pool, null);
    }

    private static void Check(Result result)
    {
        if (result != Result.Success)
        {
            throw new DeviceException($"Godot's Vulkan device answered {result}.");
        }
    }

    private sealed class Submission
    {
        public CommandPool Pool { get; set; }

        public Fence Fence { get; set; }

        public List<VulkanRecording> Recordings { get; } = [];
    }
}
