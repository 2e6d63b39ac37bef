using System;
using System.Collections.Generic;
using System.Linq;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>Finds the shape in which the shaders use a device's cooperative matrices.</summary>
    internal static unsafe class CooperativeMatrixProbe
    {
        /// <summary>What has to be enabled for them; some of it is core in newer versions of Vulkan and listed all the same.</summary>
        public static readonly string[] Extensions =
        {
            "VK_KHR_cooperative_matrix", "VK_KHR_vulkan_memory_model", "VK_KHR_shader_float16_int8",
            "VK_EXT_subgroup_size_control",
        };

        /// <returns>Null where the device lacks something that they need.</returns>
        public static CooperativeMatrix? Find(Vk vk, PhysicalDevice device, ISet<string> extensions, int subgroupSize)
        {
            if (!Extensions.All(extensions.Contains)
                || !vk.Context.TryGetProcAddress("vkGetPhysicalDeviceCooperativeMatrixPropertiesKHR", out IntPtr function))
            {
                return null;
            }

            var sizes = new PhysicalDeviceSubgroupSizeControlFeatures(pNext: null);
            var half = new PhysicalDeviceShaderFloat16Int8Features(pNext: &sizes);
            var model = new PhysicalDeviceVulkanMemoryModelFeatures(pNext: &half);
            var matrix = new PhysicalDeviceCooperativeMatrixFeaturesKHR(pNext: &model);
            var features = new PhysicalDeviceFeatures2(pNext: &matrix);
            vk.GetPhysicalDeviceFeatures2(device, &features);
            var sizeLimits = new PhysicalDeviceSubgroupSizeControlProperties(pNext: null);
            var limits = new PhysicalDeviceCooperativeMatrixPropertiesKHR(pNext: &sizeLimits);
            var properties = new PhysicalDeviceProperties2(pNext: &limits);
            vk.GetPhysicalDeviceProperties2(device, &properties);
            bool isEnough = matrix.CooperativeMatrix && model.VulkanMemoryModel && half.ShaderFloat16
                && sizes.SubgroupSizeControl && sizes.ComputeFullSubgroups
                && (sizeLimits.RequiredSubgroupSizeStages & ShaderStageFlags.ComputeBit) != 0
                && (limits.CooperativeMatrixSupportedStages & ShaderStageFlags.ComputeBit) != 0;
            return isEnough ? Find(device, function, subgroupSize) : null;
        }

        /// <summary>The largest shape that fits the shaders' tiles: the most multiplications for each load.</summary>
        private static CooperativeMatrix? Find(PhysicalDevice device, IntPtr function, int subgroupSize)
        {
            var list = (delegate* unmanaged[Stdcall]<IntPtr, uint*, CooperativeMatrixPropertiesKHR*, Result>)function;
            uint count = 0;
            list(device.Handle, &count, null).Check("listing matrix shapes");
            var shapes = new CooperativeMatrixPropertiesKHR[count];
            Array.Fill(shapes, new CooperativeMatrixPropertiesKHR(pNext: null));
            fixed (CooperativeMatrixPropertiesKHR* pointer = shapes)
            {
                list(device.Handle, &count, pointer).Check("listing matrix shapes");
            }

            // Attention rounds its exponentials, which are sums, to half precision.
            return shapes.Where(shape => IsUsable(shape) && subgroupSize % shape.MSize == 0 && shapes.Any(half => IsSame(half, shape)))
                .OrderByDescending(shape => shape.MSize * shape.NSize * shape.KSize)
                .Select(shape => new CooperativeMatrix((int)shape.MSize, (int)shape.NSize, (int)shape.KSize, subgroupSize))
                .FirstOrDefault();
        }

        private static bool IsSame(CooperativeMatrixPropertiesKHR half, CooperativeMatrixPropertiesKHR shape) =>
            HasTypes(half, ComponentTypeKHR.Float16Khr)
            && half.MSize == shape.MSize && half.NSize == shape.NSize && half.KSize == shape.KSize;

        private static bool HasTypes(CooperativeMatrixPropertiesKHR shape, ComponentTypeKHR sums) =>
            shape.AType == ComponentTypeKHR.Float16Khr && shape.BType == ComponentTypeKHR.Float16Khr
            && shape.CType == sums && shape.ResultType == sums
            && shape.Scope == ScopeKHR.SubgroupKhr && !shape.SaturatingAccumulation;

        private static bool IsUsable(CooperativeMatrixPropertiesKHR shape) => HasTypes(shape, ComponentTypeKHR.Float32Khr)
            && IsTilePart(shape.MSize) && IsTilePart(shape.NSize) && (shape.KSize == 8 || shape.KSize == 16 || shape.KSize == 32);

        private static bool IsTilePart(uint size) => size == 8 || size == 16;
    }
}
