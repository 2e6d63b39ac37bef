using System;
using System.Collections.Generic;
using SagTextures.Plans;

namespace SagTextures.Vulkan
{
    /// <summary>Runs plans as Vulkan compute shaders, on a device of our own or a host engine's.</summary>
    internal sealed class VulkanBackend : IBackend
    {
        private readonly VulkanDevice device;
        private readonly ComputePipelines pipelines;
        private readonly Dictionary<GeneratorGraph, ModelWeights> weights = new Dictionary<GeneratorGraph, ModelWeights>();
        private readonly Lifetime lifetime;
        private bool isDisposed;

        /// <param name="device">Becomes the backend's own; a host's device itself stays the host's.</param>
        /// <param name="cacheFolder">
        /// Where compiled shaders are kept for the next process; null or empty for nowhere.
        /// </param>
        public VulkanBackend(VulkanDevice device, string? cacheFolder = null)
        {
            this.device = device;
            try
            {
                pipelines = new ComputePipelines(
                    device, string.IsNullOrEmpty(cacheFolder) ? null : new PipelineCacheFile(cacheFolder!, device.Properties));
            }
            catch
            {
                device.Dispose();
                throw;
            }

            // Plans and recordings may outlive the backend; the device ends with the last of them.
            lifetime = new Lifetime(Free);
        }

        public string DeviceName => device.Info.Name;

        public int BestBatch => device.HasHostMemory ? 8 : 32;

        public DeviceInfo Device => device.Info;

        /// <summary>Row of <see cref="KernelChoice"/>.</summary>
        public string Kernels => device.Kernels.Name;

        /// <summary>Bytes of a stored number.</summary>
        public int ElementBytes => device.Kernels.ElementBytes;

        /// <summary>On a device of our own.</summary>
        /// <param name="index">Its number (<see cref="DeviceInfo.Index"/>); null for the best.</param>
        /// <param name="cacheFolder">See the constructor.</param>
        /// <param name="mustBeGpu">Whether a driver that computes on the CPU is refused.</param>
        /// <exception cref="DeviceException">There is no Vulkan here, or no such device.</exception>
        public static VulkanBackend Create(int? index = null, string? cacheFolder = null, bool mustBeGpu = false) =>
            new VulkanBackend(VulkanDevice.Create(index, mustBeGpu: mustBeGpu), cacheFolder);

        /// <summary>On a host engine's device.</summary>
        /// <exception cref="DeviceException">It cannot be used.</exception>
        public static VulkanBackend Create(VulkanHandles handles, string? cacheFolder = null) =>
            new VulkanBackend(VulkanDevice.FromHost(handles), cacheFolder);

        IPreparedPlan IBackend.Prepare(GeneratorPlan plan) => Prepare(plan);

        /// <inheritdoc cref="IBackend.Prepare"/>
        public VulkanPreparedPlan Prepare(GeneratorPlan plan)
        {
            lock (weights)
            {
                if (isDisposed)
                {
                    throw new ObjectDisposedException(nameof(VulkanBackend));
                }

                device.ThrowIfHung("preparing");
                if (!weights.TryGetValue(plan.Graph, out ModelWeights? uploaded))
                {
                    uploaded = new ModelWeights(device, plan.Graph);
                    weights.Add(plan.Graph, uploaded);
                }

                try
                {
                    return new VulkanPreparedPlan(device, pipelines, plan, uploaded, lifetime);
                }
                catch when (uploaded.IsFaulted)
                {
                    weights.Remove(plan.Graph);
                    uploaded.Dispose();
                    throw;
                }
            }
        }

        public void Dispose()
        {
            lock (weights)
            {
                if (isDisposed)
                {
                    return;
                }

                isDisposed = true;
            }

            lifetime.Release();
        }

        private void Free()
        {
            foreach (ModelWeights uploaded in weights.Values)
            {
                uploaded.Dispose();
            }

            pipelines.Dispose();
            device.Dispose();
        }
    }
}
