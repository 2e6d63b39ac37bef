using System;
using SagTextures.Models;
using SagTextures.Plans;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>The latents and classes of one run, in mapped memory.</summary>
    internal sealed class PlanInputs : IDisposable
    {
        private readonly VulkanBuffer buffer;
        private readonly int latentCount;
        private readonly bool isHalf;
        private readonly float[]? sorted;
        private readonly ActivationShape shape;

        public PlanInputs(VulkanDevice device, GeneratorPlan plan)
        {
            latentCount = checked((int)plan.Latent.Count);
            isHalf = device.Kernels.IsHalf;
            shape = plan.Latent.Shape;
            sorted = device.Kernels.IsChannelsLast && !ChannelsLast.IsSame(shape) ? new float[latentCount] : null;
            long latentBytes = (long)latentCount * device.Kernels.ElementBytes;
            long classesStart = (latentBytes + 255) / 256 * 256;
            long classBytes = plan.Batch * sizeof(int);
            buffer = new VulkanBuffer(
                device, classesStart + classBytes, BufferUsageFlags.StorageBufferBit,
                MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit,
                MemoryPropertyFlags.DeviceLocalBit, "latents and classes");
            Latents = new BufferRange(buffer, 0, latentBytes);
            Classes = new BufferRange(buffer, classesStart, classBytes);
        }

        public BufferRange Latents { get; }

        public BufferRange Classes { get; }

        public void Write(ReadOnlySpan<float> latents, ReadOnlySpan<int> classes)
        {
            if (sorted != null)
            {
                ChannelsLast.From(latents, sorted, shape);
                latents = sorted;
            }

            if (isHalf)
            {
                HalfFloat.Pack(latents, buffer.Map<ushort>(0, latentCount));
            }
            else
            {
                latents.CopyTo(buffer.Map<float>(0, latentCount));
            }

            classes.CopyTo(buffer.Map<int>(Classes.Offset, (int)(Classes.Size / sizeof(int))));
        }

        public void ReadLatents(Span<float> destination)
        {
            if (isHalf)
            {
                HalfFloat.Unpack(buffer.Map<ushort>(0, latentCount), destination);
            }
            else
            {
                buffer.Map<float>(0, latentCount).CopyTo(destination);
            }

            if (sorted != null)
            {
                destination.CopyTo(sorted);
                ChannelsLast.To<float>(sorted, destination, shape);
            }
        }

        public void Dispose() => buffer.Dispose();
    }
}
