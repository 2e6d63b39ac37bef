using System;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>Names Vulkan objects for debuggers and validation messages, where VK_EXT_debug_utils is there.</summary>
    internal sealed unsafe class DebugNames
    {
        private readonly Device device;
        private readonly delegate* unmanaged[Stdcall]<IntPtr, DebugUtilsObjectNameInfoEXT*, Result> setName;

        public DebugNames(VulkanFunctions functions, Device device, bool isEnabled)
        {
            this.device = device;
            setName = isEnabled
                ? (delegate* unmanaged[Stdcall]<IntPtr, DebugUtilsObjectNameInfoEXT*, Result>)functions.Find(
                    "vkSetDebugUtilsObjectNameEXT")
                : null;
        }

        public void Set(ObjectType type, ulong handle, string name)
        {
            if (setName == null)
            {
                return;
            }

            byte* text = (byte*)SilkMarshal.StringToPtr("SagTextures: " + name, NativeStringEncoding.UTF8);
            var info = new DebugUtilsObjectNameInfoEXT(objectType: type, objectHandle: handle, pObjectName: text);
            setName(device.Handle, &info);
            SilkMarshal.Free((IntPtr)text);
        }
    }
}
