using System;
using System.Runtime.InteropServices;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>Hands the validation layer's warnings and errors to a listener (VK_EXT_debug_utils).</summary>
    internal sealed unsafe class ValidationMessenger : IDisposable
    {
        // A static method, because ahead-of-time compilers cannot make native callbacks of closures.
        private static readonly Callback Native = Receive;

        private readonly VulkanFunctions functions;
        private readonly Instance instance;
        private readonly ulong messenger;
        private GCHandle listener;

        public ValidationMessenger(VulkanFunctions functions, Instance instance, Action<string> onMessage)
        {
            this.functions = functions;
            this.instance = instance;
            listener = GCHandle.Alloc(onMessage);
            IntPtr callback = Marshal.GetFunctionPointerForDelegate(Native);
            var info = new DebugUtilsMessengerCreateInfoEXT(
                messageSeverity: DebugUtilsMessageSeverityFlagsEXT.WarningBitExt
                    | DebugUtilsMessageSeverityFlagsEXT.ErrorBitExt,
                messageType: DebugUtilsMessageTypeFlagsEXT.GeneralBitExt | DebugUtilsMessageTypeFlagsEXT.ValidationBitExt
                    | DebugUtilsMessageTypeFlagsEXT.PerformanceBitExt,
                pfnUserCallback: *(PfnDebugUtilsMessengerCallbackEXT*)&callback,
                pUserData: (void*)GCHandle.ToIntPtr(listener));
            var create = (delegate* unmanaged[Stdcall]<
                IntPtr, DebugUtilsMessengerCreateInfoEXT*, void*, ulong*, Result>)functions.GetProcAddress(
                    "vkCreateDebugUtilsMessengerEXT");
            ulong handle;
            create(instance.Handle, &info, null, &handle).Check("creating a debug messenger");
            messenger = handle;
        }

        [UnmanagedFunctionPointer(CallingConvention.StdCall)]
        private delegate uint Callback(uint severity, uint type, DebugUtilsMessengerCallbackDataEXT* data, IntPtr user);

        public void Dispose()
        {
            var destroy = (delegate* unmanaged[Stdcall]<IntPtr, ulong, void*, void>)functions.GetProcAddress(
                "vkDestroyDebugUtilsMessengerEXT");
            destroy(instance.Handle, messenger, null);
            listener.Free();
        }

        [MonoPInvokeCallback]
        private static uint Receive(uint severity, uint type, DebugUtilsMessengerCallbackDataEXT* data, IntPtr user)
        {
            var onMessage = (Action<string>)GCHandle.FromIntPtr(user).Target!;
            string? id = SilkMarshal.PtrToString((IntPtr)data->PMessageIdName);
            onMessage($"{id}: {SilkMarshal.PtrToString((IntPtr)data->PMessage)}");
            return 0;
        }

        /// <summary>IL2CPP and Mono's ahead-of-time compiler look for an attribute of this name.</summary>
        [AttributeUsage(AttributeTargets.Method)]
        private sealed class MonoPInvokeCallbackAttribute : Attribute
        {
        }
    }
}
