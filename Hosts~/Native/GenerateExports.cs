using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SagTextures.Native.Structures;

namespace SagTextures.Native;

/// <summary>Textures in memory.</summary>
internal static unsafe class GenerateExports
{
    [UnmanagedCallersOnly(EntryPoint = "sagtextures_generate", CallConvs = [typeof(CallConvCdecl)])]
    private static Status Generate(
        ulong generator, ulong seed, NativeGenerateOptions* options, byte* pixels, nuint capacity, nuint* size) =>
        Boundary.Call(() =>
        {
            var handle = HandleTable.Get<GeneratorHandle>(generator);
            var request = new PixelRequest(handle.Generator, options);
            if (size != null)
                *size = request.Size;
            if (pixels == null && capacity == 0)
            {
                Structure.NotNull(size, nameof(size));
                return;
            }

            request.Check(pixels, capacity);
            request.Generate(seed, pixels);
        });
}
