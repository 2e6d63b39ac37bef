using System;

namespace SagTextures
{
    /// <summary>
    /// A host engine's own Vulkan device, for generators that share it. The host keeps all of it alive until they are
    /// disposed of.
    /// </summary>
    public sealed class VulkanHandles
    {
        /// <summary>Collects the handles.</summary>
        /// <param name="getInstanceProcAddr">The host's vkGetInstanceProcAddr.</param>
        /// <param name="instance">VkInstance, made for Vulkan 1.1 or newer.</param>
        /// <param name="physicalDevice">VkPhysicalDevice.</param>
        /// <param name="device">VkDevice; no feature or extension has to be enabled.</param>
        /// <param name="queue">VkQueue with compute.</param>
        /// <param name="queueFamily">The queue's family.</param>
        /// <param name="queueLock">What the host locks while it submits to the queue.</param>
        /// <exception cref="ArgumentNullException">The lock is null.</exception>
        /// <exception cref="ArgumentException">A handle is zero.</exception>
        public VulkanHandles(
            IntPtr getInstanceProcAddr,
            IntPtr instance,
            IntPtr physicalDevice,
            IntPtr device,
            IntPtr queue,
            uint queueFamily,
            object queueLock)
        {
            GetInstanceProcAddr = NotZero(getInstanceProcAddr, nameof(getInstanceProcAddr));
            Instance = NotZero(instance, nameof(instance));
            PhysicalDevice = NotZero(physicalDevice, nameof(physicalDevice));
            Device = NotZero(device, nameof(device));
            Queue = NotZero(queue, nameof(queue));
            QueueFamily = queueFamily;
            QueueLock = queueLock ?? throw new ArgumentNullException(nameof(queueLock));
        }

        /// <summary>vkGetInstanceProcAddr.</summary>
        public IntPtr GetInstanceProcAddr { get; }

        /// <summary>VkInstance.</summary>
        public IntPtr Instance { get; }

        /// <summary>VkPhysicalDevice.</summary>
        public IntPtr PhysicalDevice { get; }

        /// <summary>VkDevice.</summary>
        public IntPtr Device { get; }

        /// <summary>VkQueue.</summary>
        public IntPtr Queue { get; }

        /// <summary>Family of the queue.</summary>
        public uint QueueFamily { get; }

        /// <summary>Locked during every submission to the queue.</summary>
        public object QueueLock { get; }

        /// <summary>Called before every submission to the queue, for hosts whose lock is no .NET object.</summary>
        public Action? EnterQueue { get; set; }

        /// <summary>Called after every submission, failed ones included, on the same thread.</summary>
        public Action? LeaveQueue { get; set; }

        private static IntPtr NotZero(IntPtr handle, string name) => handle != IntPtr.Zero
            ? handle
            : throw new ArgumentException($"The host's {name} is zero.", name);
    }
}
