using System;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot;

/// <summary>Textures as the engine's Image objects.</summary>
internal static class GodotImage
{
    private const long Rgba8 = 5; // Image.FORMAT_RGBA8

    /// <summary>An Image, RGBA8, with all levels of the map.</summary>
    public static Variant From(TextureMap map)
    {
        int size = 0;
        for (int level = 0; level < map.MipLevels; level++)
        {
            size += map.Mip(level).Length;
        }

        Variant data = Variant.New(VariantType.PackedByteArray);
        data.Call("resize", Variant.From((long)size)).Dispose();
        Span<byte> bytes = data.Bytes;
        for (int level = 0; level < map.MipLevels; level++)
        {
            map.Mip(level).CopyTo(bytes);
            bytes = bytes[map.Mip(level).Length..];
        }

        Variant image = Variant.Instantiate("Image");
        image.Call(
            "set_data", Variant.From((long)map.Width), Variant.From((long)map.Height), Variant.From(map.MipLevels > 1),
            Variant.From(Rgba8), data).Dispose();
        return image;
    }
}
