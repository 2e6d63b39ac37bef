using SagTextures.Godot.Interop;

namespace SagTextures.Godot.Device;

/// <summary>
/// The internal class SagDeviceTexture: owns a texture of the rendering device. It hangs on the Texture2DRD as metadata, and so
/// is freed right after it; Texture2DRD itself does not free what it shows.
/// </summary>
internal sealed class DeviceTexture : GodotInstance
{
    public const string ClassName = "SagDeviceTexture";

    /// <summary>RID; nil until it is made.</summary>
    public Variant Texture { get; set; }

    public static ClassDefinition Define() => new(ClassName, "RefCounted", () => new DeviceTexture(), isExposed: false);

    public override void Free()
    {
        if (Texture.Type == VariantType.Rid)
        {
            RenderQueue.Release(Texture);
        }
    }
}
