using System;
using SagTextures.Plans;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>The latents and classes of one run, in mapped memory.</summary>
    internal sealed class PlanInputs : IDisposable
    {
        private readonly VulkanBuffer buffer;

        public PlanInputs(VulkanDevice device, GeneratorPlan plan)
        {
            long latentBytes = plan.Latent.Count * sizeof(float);
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
            latents.CopyTo(buffer.Map<float>(0, (int)(Latents.Size / sizeof(float))));
            classes.CopyTo(buffer.Map<int>(Classes.Offset, (int)(Classes.Size / sizeof(int))));
        }

        public void ReadLatents(Span<float> destination) =>
            buffer.Map<float>(0, (int)(Latents.Size / sizeof(float))).CopyTo(destination);

        public void Dispose() => buffer.Dispose();
    }
}
