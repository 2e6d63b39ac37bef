using System;
using Silk.NET.Core.Contexts;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>
    /// Finds Vulkan's functions for one instance and device, so that each device calls its driver directly and several,
    /// a host engine's among them, live side by side in a process.
    /// </summary>
    internal sealed unsafe class VulkanFunctions : INativeContext
    {
        private readonly IntPtr getInstanceProcAddr;
        private readonly IntPtr getDeviceProcAddr;
        private readonly Instance instance;
        private readonly Device device;

        public VulkanFunctions(IntPtr getInstanceProcAddr, Instance instance = default, Device device = default)
        {
            this.getInstanceProcAddr = getInstanceProcAddr;
            this.instance = instance;
            if (device.Handle != default)
            {
                getDeviceProcAddr = Find("vkGetDeviceProcAddr");
                this.device = device;
            }
        }

        /// <returns>The function's address, or zero.</returns>
        public IntPtr Find(string name)
        {
            byte* text = (byte*)SilkMarshal.StringToPtr(name, NativeStringEncoding.UTF8);
            try
            {
                IntPtr address = device.Handle == default
                    ? IntPtr.Zero
                    : ((delegate* unmanaged[Stdcall]<IntPtr, byte*, IntPtr>)getDeviceProcAddr)(device.Handle, text);
                return address != IntPtr.Zero
                    ? address
                    : ((delegate* unmanaged[Stdcall]<IntPtr, byte*, IntPtr>)getInstanceProcAddr)(instance.Handle, text);
            }
            finally
            {
                SilkMarshal.Free((IntPtr)text);
            }
        }

        public IntPtr GetProcAddress(string proc, int? slot = null)
        {
            IntPtr address = Find(proc);
            return address != IntPtr.Zero
                ? address
                : throw new DeviceException($"The Vulkan driver has no {proc}: update the graphics driver.");
        }

        public bool TryGetProcAddress(string proc, out IntPtr addr, int? slot = null)
        {
            addr = Find(proc);
            return addr != IntPtr.Zero;
        }

        public void Dispose()
        {
        }
    }
}
