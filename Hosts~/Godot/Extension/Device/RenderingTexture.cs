using System.Linq;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot.Device;

/// <summary>Textures of the rendering device.</summary>
internal static class RenderingTexture
{
    // RenderingDevice.DATA_FORMAT_* and TEXTURE_USAGE_*.
    private const long Rgba8Unorm = 36, Rgba8Srgb = 42;
    private const long Sampling = 1, CanUpdate = 64, CanCopyFrom = 128, CanCopyTo = 256;

    /// <summary>
    /// The job's texture: one that the engine itself owns, in whose VkImage we write. texture_create_from_extension would wrap an
    /// image of ours, but Godot 4.4 gives a wrapped image one mip level only; 4.6 shows it without its sRGB view, that is too bright,
    /// or makes that view with an empty usage; and we would have to free the image after the last frame in flight that shows it.
    /// </summary>
    /// <exception cref="DeviceException">The device cannot have it.</exception>
    public static void Create(GodotDevice device, TextureJob job)
    {
        using Variant format = Variant.Instantiate("RDTextureFormat");
        Set(format, "format", job.IsSrgb ? Rgba8Srgb : Rgba8Unorm);
        Set(format, "width", job.Width);
        Set(format, "height", job.Height);
        Set(format, "mipmaps", job.MipLevels);
        Set(format, "usage_bits", Sampling | CanUpdate | CanCopyFrom | CanCopyTo);
        format.Call("add_shareable_format", Variant.From(Rgba8Unorm)).Dispose();
        format.Call("add_shareable_format", Variant.From(Rgba8Srgb)).Dispose();
        Variant texture = device.Call(
            "texture_create", format.Copy(), Variant.Instantiate("RDTextureView"), Variant.New(VariantType.Array));
        using Variant isValid = texture.Call("is_valid");
        if (isValid.ToBool())
        {
            job.Holder.Texture = texture;
            job.Image = device.ImageOf(texture);
        }

        if (job.Image.Handle == 0)
        {
            throw new DeviceException(
                $"Godot's Vulkan device cannot make a texture of {job.Width}×{job.Height} pixels: it is too large, or memory is short.");
        }

        device.Call(
            "texture_clear", texture.Copy(), Variant.New(VariantType.Color), Variant.From(0L),
            Variant.From((long)job.MipLevels), Variant.From(0L), Variant.From(1L)).Dispose();
    }

    /// <summary>Copies pixels into it.</summary>
    public static void Update(GodotDevice device, TextureJob job, GeneratedTexture texture)
    {
        TextureMap map = job.Options.Map == null ? texture.Maps[0] : texture.Map(job.Options.Map);
        byte[] pixels = Enumerable.Range(0, map.MipLevels).SelectMany(level => map.Mip(level).ToArray()).ToArray();
        device.Call("texture_update", job.Holder.Texture.Copy(), Variant.From(0L), Variant.From(pixels)).Dispose();
    }

    private static void Set(Variant target, string property, long value) =>
        target.Call("set", Variant.From(property), Variant.From(value)).Dispose();
}
