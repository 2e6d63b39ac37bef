using System;
using System.Collections.Generic;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>Asks a physical device what it can do.</summary>
    internal static unsafe class DeviceProbe
    {
        public static DeviceInfo Read(Vk vk, PhysicalDevice device, int index)
        {
            PhysicalDeviceProperties basic;
            vk.GetPhysicalDeviceProperties(device, &basic);
            var info = new DeviceInfo(index, SilkMarshal.PtrToString((IntPtr)basic.DeviceName) ?? "unnamed device")
            {
                Kind = basic.DeviceType switch
                {
                    PhysicalDeviceType.DiscreteGpu => "discrete",
                    PhysicalDeviceType.IntegratedGpu => "integrated",
                    PhysicalDeviceType.VirtualGpu => "virtual",
                    PhysicalDeviceType.Cpu => "cpu",
                    _ => "other",
                },
                ApiVersion = Version(basic.ApiVersion),
                Driver = $"driver {basic.DriverVersion}",
                MemoryBytes = LargestHeap(vk, device),
                MaxTensorBytes = basic.Limits.MaxStorageBufferRange,
                SharedMemoryBytes = (int)basic.Limits.MaxComputeSharedMemorySize,
                MaxWorkgroupInvocations = (int)basic.Limits.MaxComputeWorkGroupInvocations,
            };
            if (basic.ApiVersion < VulkanInstance.ApiVersion)
            {
                info.Problem = $"it has Vulkan {info.ApiVersion}; 1.1 is needed";
                return info;
            }

            if (FindComputeFamily(vk, device) < 0)
            {
                info.Problem = "it has no compute queue";
            }

            ReadMore(vk, device, basic.ApiVersion, info);
            return info;
        }

        /// <returns>The first queue family with compute, preferably without graphics, or −1.</returns>
        public static int FindComputeFamily(Vk vk, PhysicalDevice device)
        {
            uint count = 0;
            vk.GetPhysicalDeviceQueueFamilyProperties(device, &count, null);
            var families = new QueueFamilyProperties[count];
            fixed (QueueFamilyProperties* pointer = families)
            {
                vk.GetPhysicalDeviceQueueFamilyProperties(device, &count, pointer);
            }

            int computeOnly = Array.FindIndex(families, family =>
                (family.QueueFlags & (QueueFlags.ComputeBit | QueueFlags.GraphicsBit)) == QueueFlags.ComputeBit);
            return computeOnly >= 0
                ? computeOnly
                : Array.FindIndex(families, family => (family.QueueFlags & QueueFlags.ComputeBit) != 0);
        }

        public static ISet<string> Extensions(Vk vk, PhysicalDevice device)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            uint count = 0;
            vk.EnumerateDeviceExtensionProperties(device, (byte*)null, &count, null).Check("listing device extensions");
            var properties = new ExtensionProperties[count];
            fixed (ExtensionProperties* pointer = properties)
            {
                vk.EnumerateDeviceExtensionProperties(device, (byte*)null, &count, pointer)
                    .Check("listing device extensions");
                for (int i = 0; i < count; i++)
                {
                    names.Add(SilkMarshal.PtrToString((IntPtr)pointer[i].ExtensionName) ?? string.Empty);
                }
            }

            return names;
        }

        /// <summary>What needs Vulkan 1.1's structure chains; newer parts of it only where the device knows them.</summary>
        private static void ReadMore(Vk vk, PhysicalDevice device, uint apiVersion, DeviceInfo info)
        {
            ISet<string> extensions = Extensions(vk, device);
            bool hasVulkan12 = apiVersion >= (1u << 22 | 2u << 12);
            info.HasCooperativeMatrix = extensions.Contains("VK_KHR_cooperative_matrix");

            var driver = new PhysicalDeviceDriverProperties(pNext: null);
            bool hasDriver = hasVulkan12 || extensions.Contains("VK_KHR_driver_properties");
            var subgroups = new PhysicalDeviceSubgroupProperties(pNext: hasDriver ? &driver : null);
            var allocations = new PhysicalDeviceMaintenance3Properties(pNext: &subgroups);
            var properties = new PhysicalDeviceProperties2(pNext: &allocations);
            vk.GetPhysicalDeviceProperties2(device, &properties);
            info.MaxAllocationBytes = (long)Math.Min(allocations.MaxMemoryAllocationSize, long.MaxValue);
            info.SubgroupSize = (int)subgroups.SubgroupSize;
            SubgroupFeatureFlags operations = (subgroups.SupportedStages & ShaderStageFlags.ComputeBit) != 0
                ? subgroups.SupportedOperations
                : SubgroupFeatureFlags.None;
            info.HasShuffle = (operations & SubgroupFeatureFlags.ShuffleBit) != 0;
            if (hasDriver)
            {
                string name = SilkMarshal.PtrToString((IntPtr)driver.DriverName) ?? string.Empty;
                string version = SilkMarshal.PtrToString((IntPtr)driver.DriverInfo) ?? string.Empty;
                info.Driver = $"{name} {version}".Trim();
            }

            var half = new PhysicalDeviceShaderFloat16Int8Features(pNext: null);
            bool hasHalf = hasVulkan12 || extensions.Contains("VK_KHR_shader_float16_int8");
            var storage = new PhysicalDevice16BitStorageFeatures(pNext: hasHalf ? &half : null);
            var features = new PhysicalDeviceFeatures2(pNext: &storage);
            vk.GetPhysicalDeviceFeatures2(device, &features);
            info.HasHalfStorage = storage.StorageBuffer16BitAccess;
            info.HasHalfArithmetic = half.ShaderFloat16;
            info.Matrix = info.HasHalfStorage && info.HasShuffle && (operations & SubgroupFeatureFlags.VoteBit) != 0
                ? CooperativeMatrixProbe.Find(vk, device, extensions, info.SubgroupSize)
                : null;
        }

        private static long LargestHeap(Vk vk, PhysicalDevice device)
        {
            PhysicalDeviceMemoryProperties memory;
            vk.GetPhysicalDeviceMemoryProperties(device, &memory);
            ulong largest = 0;
            for (int i = 0; i < memory.MemoryHeapCount; i++)
            {
                MemoryHeap heap = memory.MemoryHeaps[i];
                if ((heap.Flags & MemoryHeapFlags.DeviceLocalBit) != 0)
                {
                    largest = Math.Max(largest, heap.Size);
                }
            }

            return (long)largest;
        }

        private static string Version(uint version) =>
            $"{version >> 22 & 0x7F}.{version >> 12 & 0x3FF}.{version & 0xFFF}";
    }
}
