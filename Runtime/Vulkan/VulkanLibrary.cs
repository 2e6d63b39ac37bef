using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace SagTextures.Vulkan
{
    /// <summary>The Vulkan loader of this machine. It stays loaded: drivers do not survive being unloaded.</summary>
    internal static class VulkanLibrary
    {
        /// <summary>Environment variable that names another loader, or a driver with a loader's interface.</summary>
        public const string Variable = "SAGTEXTURES_VULKAN_LIBRARY";

        /// <summary>Loads it and finds vkGetInstanceProcAddr.</summary>
        /// <exception cref="DeviceException">There is none.</exception>
        public static IntPtr FindGetInstanceProcAddr()
        {
            string? other = Environment.GetEnvironmentVariable(Variable);
            bool isOverridden = !string.IsNullOrEmpty(other);
            foreach (string name in isOverridden ? new[] { other! } : Names())
            {
                IntPtr library = NativeLoader.Load(name);
                IntPtr address = library == IntPtr.Zero ? library : NativeLoader.Find(library, "vkGetInstanceProcAddr");
                if (address != IntPtr.Zero)
                {
                    return address;
                }
            }

            throw new DeviceException(isOverridden
                ? $"{Variable} names \"{other}\", which is no Vulkan loader: correct or unset it, or use the CPU backend."
                : $"This machine has no Vulkan loader ({string.Join(", ", Names())}): {Advice()}, or use the CPU backend.");
        }

        private static IReadOnlyList<string> Names()
        {
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            {
                return new[] { "vulkan-1.dll" };
            }

            return RuntimeInformation.IsOSPlatform(OSPlatform.OSX)
                ? new[] { "libvulkan.1.dylib", "libvulkan.dylib", "libMoltenVK.dylib" }
                : new[] { "libvulkan.so.1", "libvulkan.so" };
        }

        private static string Advice()
        {
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            {
                return "install the graphics driver of the GPU's maker";
            }

            return RuntimeInformation.IsOSPlatform(OSPlatform.OSX)
                ? "install MoltenVK"
                : "install libvulkan1 and a driver, e.g. mesa-vulkan-drivers";
        }
    }
}
