using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SagTextures.Native.Structures;

namespace SagTextures.Native;

/// <summary>Textures that never leave the host's GPU.</summary>
internal static unsafe class RecordExports
{
    [UnmanagedCallersOnly(EntryPoint = "sagtextures_record", CallConvs = [typeof(CallConvCdecl)])]
    private static Status Record(
        ulong generator, nint commands, ulong seed, NativeVulkanTarget* target, NativeGenerateOptions* options,
        ulong* recording) => Boundary.Call(() =>
    {
        var handle = HandleTable.Get<GeneratorHandle>(generator);
        Structure.NotNull((void*)commands, nameof(commands));
        Structure.NotNull(target, nameof(target));
        Structure.NotNull(recording, nameof(recording));
        NativeVulkanTarget image = Structure.Read(target, default, nameof(target));
        var request = new PixelRequest(handle.Generator, options);
        if (image.Image == 0)
            throw new NativeException(Status.Argument, "target->image is VK_NULL_HANDLE.");
        if (request.Options.Mipmaps)
            throw new NativeException(Status.Argument, "options->mipmaps is 1, and only mip level 0 can be recorded.");
        VulkanRecording recorded = handle.Generator.Record(
            commands, seed,
            new VulkanImageTarget(
                image.Image, PixelRequest.ToSide(image.Width), PixelRequest.ToSide(image.Height), image.LayoutBefore,
                image.LayoutAfter, image.Stage, image.Access),
            request.Options, request.Map);
        *recording = HandleTable.Add(new Recording(recorded));
    });

    [UnmanagedCallersOnly(EntryPoint = "sagtextures_free_recording", CallConvs = [typeof(CallConvCdecl)])]
    private static Status Free(ulong recording) => Boundary.Call(() =>
    {
        if (recording != 0)
            HandleTable.Remove<Recording>(recording).Dispose();
    });
}
