using System.Collections.Generic;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>Opens a device with every feature and extension that our shaders have a use for and that it has.</summary>
    internal static unsafe class DeviceFeatures
    {
        /// <summary>The specification wants it enabled wherever it is there (MoltenVK).</summary>
        private const string Portability = "VK_KHR_portability_subset";

        public static Device Open(Vk vk, PhysicalDevice physicalDevice, DeviceInfo info, uint queueFamily)
        {
            var names = new List<string>();
            if (DeviceProbe.Extensions(vk, physicalDevice).Contains(Portability))
            {
                names.Add(Portability);
            }

            if (info.Matrix != null)
            {
                names.AddRange(CooperativeMatrixProbe.Extensions);
            }

            var sizes = new PhysicalDeviceSubgroupSizeControlFeatures(subgroupSizeControl: true, computeFullSubgroups: true);
            var half = new PhysicalDeviceShaderFloat16Int8Features(pNext: &sizes, shaderFloat16: true);
            var model = new PhysicalDeviceVulkanMemoryModelFeatures(pNext: &half, vulkanMemoryModel: true);
            var matrix = new PhysicalDeviceCooperativeMatrixFeaturesKHR(pNext: &model, cooperativeMatrix: true);
            var storage = new PhysicalDevice16BitStorageFeatures(
                pNext: info.Matrix != null ? &matrix : null, storageBuffer16BitAccess: info.HasHalfStorage);

            float priority = 1f;
            var queue = new DeviceQueueCreateInfo(queueFamilyIndex: queueFamily, queueCount: 1, pQueuePriorities: &priority);
            using var extensions = new NativeStrings(names);
            var deviceInfo = new DeviceCreateInfo(
                pNext: &storage, queueCreateInfoCount: 1, pQueueCreateInfos: &queue,
                enabledExtensionCount: extensions.Count, ppEnabledExtensionNames: extensions.Pointers);
            Device device;
            vk.CreateDevice(physicalDevice, &deviceInfo, null, &device).Check($"opening {info.Name}");
            return device;
        }
    }
}
