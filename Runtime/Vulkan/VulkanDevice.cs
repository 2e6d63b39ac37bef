using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>A device with one compute queue: our own, or a host engine's.</summary>
    internal sealed unsafe class VulkanDevice : IDisposable
    {
        private readonly VulkanHandles handles;
        private readonly VulkanInstance? ownInstance;
        private readonly PhysicalDeviceMemoryProperties memory;
        private bool isDisposed;

        private VulkanDevice(VulkanHandles handles, DeviceInfo info, Vk instanceVk, VulkanInstance? ownInstance)
        {
            this.handles = handles;
            this.ownInstance = ownInstance;
            Info = info;
            Kernels = KernelChoice.For(info);
            MaxSubmissionSeconds = HasHostMemory ? double.PositiveInfinity : 0.5;
            InstanceHandle = new Instance(handles.Instance);
            PhysicalDevice = new PhysicalDevice(handles.PhysicalDevice);
            Handle = new Device(handles.Device);
            Queue = new Queue(handles.Queue);
            QueueFamily = handles.QueueFamily;
            var functions = new VulkanFunctions(handles.GetInstanceProcAddr, InstanceHandle, Handle);
            Vk = new Vk(functions);
            Names = new DebugNames(functions, Handle, ownInstance?.HasDebugUtils ?? true);
            PhysicalDeviceMemoryProperties memoryProperties;
            PhysicalDeviceProperties properties;
            instanceVk.GetPhysicalDeviceMemoryProperties(PhysicalDevice, &memoryProperties);
            instanceVk.GetPhysicalDeviceProperties(PhysicalDevice, &properties);
            memory = memoryProperties;
            Properties = properties;
            NanosecondsPerTick = properties.Limits.TimestampPeriod;
            MaxGroups = (
                properties.Limits.MaxComputeWorkGroupCount[0],
                properties.Limits.MaxComputeWorkGroupCount[1],
                properties.Limits.MaxComputeWorkGroupCount[2]);
        }

        public Vk Vk { get; }

        public DeviceInfo Info { get; }

        public PhysicalDeviceProperties Properties { get; }

        public Instance InstanceHandle { get; }

        public PhysicalDevice PhysicalDevice { get; }

        public Device Handle { get; }

        public Queue Queue { get; }

        public uint QueueFamily { get; }

        public object QueueLock => handles.QueueLock;

        public DebugNames Names { get; }

        /// <summary>Changed only by tests, before anything is made of it.</summary>
        public KernelChoice Kernels { get; set; }

        /// <summary>
        /// What one submission may take; operating systems reset a GPU after two seconds. Nobody watches a CPU. Changed only
        /// by tests.
        /// </summary>
        public double MaxSubmissionSeconds { get; set; }

        /// <summary>
        /// How long a submission is waited for: far beyond any run, for a driver that hangs must not hang its host for ever. Changed
        /// only by tests.
        /// </summary>
        public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(10);

        /// <summary>
        /// Whether a submission could not be waited for to its end. It may go on using what it works on: nothing of that is submitted
        /// again, nor freed.
        /// </summary>
        public bool IsHung { get; private set; }

        /// <summary>Whether it computes on the CPU: its memory is then the host's.</summary>
        public bool HasHostMemory => Info.Kind == "cpu";

        /// <summary>
        /// Whether weights get to the device through a staging buffer: to its own memory, and where a CPU tries the kernels of
        /// GPUs, which is how that way is tested.
        /// </summary>
        public bool HasStaging => !HasHostMemory || Kernels.IsTiled;

        /// <summary>Unit of the device's timestamps.</summary>
        public float NanosecondsPerTick { get; }

        /// <summary>Workgroups of a dispatch.</summary>
        public (uint X, uint Y, uint Z) MaxGroups { get; }

        /// <summary>A device of our own.</summary>
        /// <param name="index">Its number; null for the best.</param>
        /// <param name="onValidationMessage">See <see cref="VulkanInstance"/>.</param>
        /// <param name="mustBeGpu">Whether a driver that computes on the CPU is refused.</param>
        /// <exception cref="DeviceException">There is none, or none of that number.</exception>
        public static VulkanDevice Create(
            int? index = null, Action<string>? onValidationMessage = null, bool mustBeGpu = false)
        {
            var instance = new VulkanInstance(onValidationMessage);
            try
            {
                IReadOnlyList<PhysicalDevice> devices = instance.PhysicalDevices();
                DeviceInfo info = Choose(devices.Select((d, i) => DeviceProbe.Read(instance.Vk, d, i)).ToList(), index);
                if (mustBeGpu && info.Kind == "cpu")
                {
                    throw new DeviceException(
                        $"The only Vulkan device, {info.Name}, runs on the CPU, where the CPU backend is faster.");
                }

                return Create(instance, devices[info.Index], info);
            }
            catch
            {
                instance.Dispose();
                throw;
            }
        }

        /// <summary>A host's device; it stays the host's.</summary>
        /// <exception cref="DeviceException">It cannot be used.</exception>
        public static VulkanDevice FromHost(VulkanHandles handles)
        {
            var vk = new Vk(new VulkanFunctions(handles.GetInstanceProcAddr, new Instance(handles.Instance)));
            DeviceInfo info = DeviceProbe.Read(vk, new PhysicalDevice(handles.PhysicalDevice), 0);
            info.IsHost = true;
            return info.Problem == null
                ? new VulkanDevice(handles, info, vk, null)
                : throw new DeviceException($"The host's device {info.Name} cannot be used: {info.Problem}.");
        }

        /// <returns>The first memory type that has the required and the preferred properties, or the required ones.</returns>
        /// <exception cref="DeviceException">No type has the required ones.</exception>
        public int FindMemoryType(uint allowedTypes, MemoryPropertyFlags required, MemoryPropertyFlags preferred)
        {
            foreach (MemoryPropertyFlags wanted in new[] { required | preferred, required })
            {
                for (int i = 0; i < memory.MemoryTypeCount; i++)
                {
                    if ((allowedTypes >> i & 1) != 0 && (memory.MemoryTypes[i].PropertyFlags & wanted) == wanted)
                    {
                        return i;
                    }
                }
            }

            throw new DeviceException($"{Info.Name} has no memory of type {required}: use another device or the CPU backend.");
        }

        /// <summary>Submits recorded commands and waits until they are done.</summary>
        /// <exception cref="DeviceException">The device failed, was lost, or hangs.</exception>
        public void SubmitAndWait(CommandBuffer commands, Fence fence, string doing)
        {
            ThrowIfHung(doing);
            var submit = new SubmitInfo(commandBufferCount: 1, pCommandBuffers: &commands);
            Result result;
            lock (handles.QueueLock)
            {
                handles.EnterQueue?.Invoke();
                result = Vk.QueueSubmit(Queue, 1, &submit, fence);
                handles.LeaveQueue?.Invoke();
            }

            result.Check(doing);

            if (Info.Kind != "cpu")
            {
                SpinBriefly(fence);
            }

            result = Vk.WaitForFences(Handle, 1, &fence, true, (ulong)Patience.Ticks * 100);
            if (result != Result.Success && result != Result.ErrorDeviceLost)
            {
                // Short of memory or of patience, the wait ended before the work: what that uses must stay.
                IsHung = true;
            }

            if (result == Result.Timeout)
            {
                ThrowIfHung(doing);
            }

            result.Check(doing);
            Vk.ResetFences(Handle, 1, &fence).Check(doing);
        }

        /// <exception cref="DeviceException">It hangs.</exception>
        public void ThrowIfHung(string doing)
        {
            if (IsHung)
            {
                throw new DeviceException(
                    $"{Info.Name} hangs while {doing}: restart the program, update the driver, or use the CPU backend.");
            }
        }

        public void Dispose()
        {
            if (isDisposed)
            {
                return;
            }

            isDisposed = true;
            if (IsHung)
            {
                return;
            }

            if (ownInstance != null)
            {
                Vk.DestroyDevice(Handle, null);
                ownInstance.Dispose();
            }

            Vk.Dispose();
        }

        /// <summary>A millisecond at most: to sleep and be woken takes longer than a small texture does.</summary>
        private void SpinBriefly(Fence fence)
        {
            double seconds = Math.Min(0.001, Patience.TotalSeconds);
            long end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
            while (Vk.GetFenceStatus(Handle, fence) == Result.NotReady && Stopwatch.GetTimestamp() < end)
            {
                Thread.SpinWait(20);
            }
        }

        private static DeviceInfo Choose(IReadOnlyList<DeviceInfo> devices, int? index)
        {
            if (devices.Count == 0)
            {
                throw new DeviceException(
                    "Vulkan finds no device here: install the GPU's driver (Debian: mesa-vulkan-drivers), " +
                    "or use the CPU backend.");
            }

            if (index < 0 || index >= devices.Count)
            {
                string numbers = devices.Count == 1 ? "is 1 Vulkan device (0" : $"are {devices.Count} Vulkan devices (0";
                string last = devices.Count == 1 ? ")" : $" to {devices.Count - 1})";
                throw new DeviceException(
                    $"There is no Vulkan device {index}: there {numbers}{last}; `sag devices` lists them.");
            }

            DeviceInfo chosen = index != null ? devices[index.Value] : devices.OrderBy(device => device.Rank).First();
            return chosen.Problem == null
                ? chosen
                : throw new DeviceException(
                    $"Vulkan device {chosen.Index}, {chosen.Name}, cannot be used: {chosen.Problem}. " +
                    "Choose another one, or use the CPU backend.");
        }

        private static VulkanDevice Create(VulkanInstance instance, PhysicalDevice physicalDevice, DeviceInfo info)
        {
            Vk vk = instance.Vk;
            uint family = (uint)DeviceProbe.FindComputeFamily(vk, physicalDevice);
            Device device = DeviceFeatures.Open(vk, physicalDevice, info, family);
            Queue queue;
            vk.GetDeviceQueue(device, family, 0, &queue);
            var handles = new VulkanHandles(
                instance.GetInstanceProcAddr, instance.Handle.Handle, physicalDevice.Handle, device.Handle, queue.Handle,
                family, new object());
            return new VulkanDevice(handles, info, vk, instance);
        }
    }
}
