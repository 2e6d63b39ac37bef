using System;
using SagTextures.Plans;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>Device memory of a plan: its tensors at the plan's places, and the packed pixels.</summary>
    internal sealed class PlanMemory : IDisposable
    {
        private readonly VulkanBuffer tensors;
        private readonly int elementBytes;

        /// <exception cref="DeviceMemoryException">It does not fit.</exception>
        public PlanMemory(VulkanDevice device, GeneratorPlan plan)
        {
            elementBytes = device.Kernels.ElementBytes;
            tensors = new VulkanBuffer(
                device, plan.MemoryCount * elementBytes,
                BufferUsageFlags.StorageBufferBit | BufferUsageFlags.TransferSrcBit,
                MemoryPropertyFlags.None, MemoryPropertyFlags.DeviceLocalBit, "activations");
            try
            {
                Pixels = new VulkanBuffer(
                    device, (long)plan.MapCount * plan.BytesPerMap,
                    BufferUsageFlags.StorageBufferBit | BufferUsageFlags.TransferSrcBit,
                    MemoryPropertyFlags.None, MemoryPropertyFlags.DeviceLocalBit, "pixels");
            }
            catch
            {
                tensors.Dispose();
                throw;
            }
        }

        /// <summary>Of all tensors but the latent.</summary>
        public long TensorBytes => tensors.Size;

        /// <summary>[batch, map, height, width] RGBA8.</summary>
        public VulkanBuffer Pixels { get; }

        /// <summary>Where a tensor is; the latent is elsewhere (<see cref="PlanInputs"/>).</summary>
        public BufferRange Find(PlanTensor tensor) =>
            new BufferRange(tensors, tensor.Offset * elementBytes, tensor.Count * elementBytes);

        public void Dispose()
        {
            tensors.Dispose();
            Pixels.Dispose();
        }
    }
}
