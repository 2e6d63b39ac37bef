using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SagTextures.Native.Structures;

namespace SagTextures.Native;

/// <summary>Textures in the background.</summary>
internal static unsafe class AsyncExports
{
    [UnmanagedCallersOnly(EntryPoint = "sagtextures_generate_async", CallConvs = [typeof(CallConvCdecl)])]
    private static Status Generate(
        ulong generator, ulong seed, NativeGenerateOptions* options, byte* pixels, nuint capacity,
        delegate* unmanaged[Cdecl]<void*, Status, void> callback, void* user, ulong* job) => Boundary.Call(() =>
    {
        var handle = HandleTable.Get<GeneratorHandle>(generator);
        Structure.NotNull(callback, nameof(callback));
        var request = new PixelRequest(handle.Generator, options);
        request.Check(pixels, capacity);
        var added = new Job();
        ulong number = HandleTable.Add(added);
        if (job != null)
            *job = number;
        try
        {
            handle.Jobs.Add(() =>
            {
                Status status = Boundary.Call(() =>
                {
                    added.Cancellation.ThrowIfCancellationRequested();
                    if (handle.Jobs.IsStopped)
                        throw new OperationCanceledException();
                    request.Generate(seed, pixels, added.Cancellation);
                });
                HandleTable.Remove<Job>(number);
                callback(user, status);
            });
        }
        catch
        {
            HandleTable.Remove<Job>(number);
            throw;
        }
    });

    [UnmanagedCallersOnly(EntryPoint = "sagtextures_cancel", CallConvs = [typeof(CallConvCdecl)])]
    private static Status Cancel(ulong job) => Boundary.Call(() => HandleTable.Get<Job>(job).Cancel());
}
