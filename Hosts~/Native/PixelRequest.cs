using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using SagTextures.Native.Structures;
using SagTextures.Plans;

namespace SagTextures.Native;

/// <summary>What C asks for: options, checked against the model, and the bytes that come of them.</summary>
internal sealed unsafe class PixelRequest
{
    private readonly TextureGenerator generator;

    /// <exception cref="SagTexturesException">The options are wrong, or do not fit the model.</exception>
    public PixelRequest(TextureGenerator generator, NativeGenerateOptions* given)
    {
        this.generator = generator;
        NativeGenerateOptions options = Structure.Read(given, new NativeGenerateOptions { Truncation = 1f }, "options");
        if (options.Mipmaps > 1)
            throw new NativeException(Status.Argument, $"options->mipmaps is {options.Mipmaps}; it has to be 0 or 1.");
        Options = new GenerateOptions
        {
            Width = ToSide(options.Width),
            Height = ToSide(options.Height),
            Truncation = options.Truncation,
            Class = Marshal.PtrToStringUTF8(options.ClassName),
            Mipmaps = options.Mipmaps == 1,
        };
        var request = new GenerateRequest(generator.Model, Options);
        Map = Marshal.PtrToStringUTF8(options.Map);
        request.FindMap(Map);
        int maps = Map == null ? generator.Model.Description.Maps.Count : 1;
        Size = checked((nuint)maps * (nuint)BytesPerMap(request.Width, request.Height));
    }

    public GenerateOptions Options { get; }

    /// <summary>Which map; null for all.</summary>
    public string? Map { get; }

    /// <summary>In bytes.</summary>
    public nuint Size { get; }

    /// <exception cref="NativeException">The buffer is NULL or too small.</exception>
    public void Check(byte* pixels, nuint capacity)
    {
        if (capacity < Size)
            throw new NativeException(
                Status.BufferTooSmall, $"The buffer has {capacity} bytes and the texture needs {Size}.");
        Structure.NotNull(pixels, nameof(pixels));
    }

    /// <summary>Makes the texture and copies it, each level after the one before, each map after the one before.</summary>
    public void Generate(ulong seed, byte* pixels, CancellationToken cancellation = default)
    {
        using GeneratedTexture texture = generator.Generate([seed], Options, cancellation)[0];
        IEnumerable<TextureMap> maps = texture.Maps.Where(map => Map == null || map.Name == Map);
        foreach (TextureMap map in maps)
        {
            for (int level = 0; level < map.MipLevels; level++)
            {
                ReadOnlySpan<byte> bytes = map.Mip(level);
                bytes.CopyTo(new Span<byte>(pixels, bytes.Length));
                pixels += bytes.Length;
            }
        }
    }

    /// <exception cref="NativeException">No texture is that large.</exception>
    public static int ToSide(uint pixels) => pixels <= int.MaxValue
        ? (int)pixels
        : throw new NativeException(Status.Argument, $"A texture cannot be {pixels} pixels wide or high.");

    private long BytesPerMap(int width, int height)
    {
        long bytes = 4L * width * height;
        while (Options.Mipmaps && (width > 1 || height > 1))
        {
            width = Math.Max(1, width / 2);
            height = Math.Max(1, height / 2);
            bytes += 4L * width * height;
        }

        return bytes;
    }
}
