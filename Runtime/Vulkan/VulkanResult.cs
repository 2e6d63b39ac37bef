using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>Turns Vulkan's failures into exceptions that say what to do.</summary>
    internal static class VulkanResult
    {
        /// <param name="result">What a call returned.</param>
        /// <param name="doing">What it was to do, as in "allocating 12 MB of memory".</param>
        /// <exception cref="DeviceException">It failed.</exception>
        public static void Check(this Result result, string doing)
        {
            switch (result)
            {
                case Result.Success:
                case Result.Incomplete:
                    return;
                case Result.ErrorOutOfDeviceMemory:
                case Result.ErrorOutOfHostMemory:
                case Result.ErrorTooManyObjects:
                    throw new DeviceMemoryException(
                        $"The device ran out of memory while {doing}: make smaller textures or fewer at once, free memory, " +
                        "or use the CPU backend.");
                case Result.ErrorDeviceLost:
                    throw new DeviceLostException(
                        $"The device was lost while {doing} (reset, removed, or its driver updated): " +
                        "dispose of the generator and load the model again.");
                case Result.ErrorIncompatibleDriver:
                    throw new DeviceException(
                        "The Vulkan loader found no driver that works: install the GPU's driver " +
                        "(Debian: mesa-vulkan-drivers), or use the CPU backend.");
                case Result.ErrorInitializationFailed:
                    throw new DeviceException(
                        $"The Vulkan driver could not start while {doing}: update the graphics driver, or use the CPU backend.");
                default:
                    throw new DeviceException(
                        $"The Vulkan driver answered {result} while {doing}: update the graphics driver, or use the CPU backend.");
            }
        }
    }
}
