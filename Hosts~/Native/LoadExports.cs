using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SagTextures.Models;
using SagTextures.Native.Structures;

namespace SagTextures.Native;

/// <summary>Loading and freeing.</summary>
internal static unsafe class LoadExports
{
    [UnmanagedCallersOnly(EntryPoint = "sagtextures_load_file", CallConvs = [typeof(CallConvCdecl)])]
    private static Status LoadFile(nint path, NativeLoadOptions* options, ulong* generator) => Boundary.Call(() =>
    {
        Structure.NotNull((void*)path, nameof(path));
        Structure.NotNull(generator, nameof(generator));
        GeneratorOptions read = Read(options);
        *generator = HandleTable.Add(new GeneratorHandle(TextureGenerator.Load(Marshal.PtrToStringUTF8(path)!, read)));
    });

    [UnmanagedCallersOnly(EntryPoint = "sagtextures_load_memory", CallConvs = [typeof(CallConvCdecl)])]
    private static Status LoadMemory(byte* data, nuint length, NativeLoadOptions* options, ulong* generator) =>
        Boundary.Call(() =>
        {
            Structure.NotNull(data, nameof(data));
            Structure.NotNull(generator, nameof(generator));
            GeneratorOptions read = Read(options);
            using var stream = new UnmanagedMemoryStream(data, checked((long)length));
            *generator = HandleTable.Add(new GeneratorHandle(new TextureGenerator(ModelFile.Read(stream, "The memory"), read)));
        });

    [UnmanagedCallersOnly(EntryPoint = "sagtextures_free", CallConvs = [typeof(CallConvCdecl)])]
    private static Status Free(ulong generator) => Boundary.Call(() =>
    {
        if (generator != 0)
            HandleTable.Remove<GeneratorHandle>(generator).Dispose();
    });

    private static GeneratorOptions Read(NativeLoadOptions* given)
    {
        NativeLoadOptions options = Structure.Read(given, new NativeLoadOptions { Device = -1 }, "options");
        var backend = (BackendKind)options.Backend;
        if (!Enum.IsDefined(backend))
            throw new NativeException(Status.Argument, $"options->backend is {options.Backend}, which is no SAGTEXTURES_BACKEND_….");
        return new GeneratorOptions
        {
            Backend = backend,
            Device = options.Device == -1 ? null : options.Device,
            Vulkan = options.Vulkan == null ? null : Read(options.Vulkan),
        };
    }

    private static VulkanHandles Read(NativeVulkan* given)
    {
        NativeVulkan vulkan = Structure.Read(given, default, "options->vulkan");
        var handles = new VulkanHandles(
            vulkan.GetInstanceProcAddr, vulkan.Instance, vulkan.PhysicalDevice, vulkan.Device, vulkan.Queue,
            vulkan.QueueFamily, new object());
        if (vulkan.LockQueue != null && vulkan.UnlockQueue != null)
        {
            handles.EnterQueue = () => vulkan.LockQueue(vulkan.User);
            handles.LeaveQueue = () => vulkan.UnlockQueue(vulkan.User);
        }
        else if (vulkan.LockQueue != null || vulkan.UnlockQueue != null)
        {
            throw new NativeException(Status.Argument, "options->vulkan sets only one of lock_queue and unlock_queue.");
        }

        return handles;
    }
}
