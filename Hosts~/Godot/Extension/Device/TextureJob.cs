using System;
using System.Numerics;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot.Device;

/// <summary>A texture that is to be made on the rendering device.</summary>
/// <param name="Owner">Whose model makes it.</param>
/// <param name="OwnerObject">Keeps the owner alive; to be disposed of.</param>
/// <param name="Seed">Of the texture.</param>
/// <param name="Options">Of the call.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="IsSrgb">Whether its colours are sRGB.</param>
/// <param name="Target">The Texture2DRD, to be disposed of.</param>
/// <param name="Holder">Owner of the rendering device's texture, kept alive by the target.</param>
internal sealed record TextureJob(
    SagTextureGenerator Owner, Variant OwnerObject, ulong Seed, TextureOptions Options, int Width, int Height, bool IsSrgb,
    Variant Target, DeviceTexture Holder) : IDisposable
{
    /// <summary>1, or all down to 1×1.</summary>
    public int MipLevels => Options.Generate.Mipmaps
        ? 1 + BitOperations.Log2((uint)Math.Max(Width, Height))
        : 1;

    /// <summary>Whether a frame that clears the texture is about to be drawn, or has been.</summary>
    public bool IsArmed { get; set; }

    public void Dispose()
    {
        Target.Dispose();
        OwnerObject.Dispose();
    }
}
