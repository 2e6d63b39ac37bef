using System;
using System.Numerics;
using System.Threading;
using SagTextures.Godot.Interop;
using Silk.NET.Vulkan;

namespace SagTextures.Godot.Device;

/// <summary>A texture that is to be made on the rendering device.</summary>
/// <param name="Model">What makes it; to be released.</param>
/// <param name="Fallback">What makes it where the device cannot.</param>
/// <param name="Seed">Of the texture.</param>
/// <param name="Options">Of the call.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="IsSrgb">Whether its colours are sRGB.</param>
/// <param name="Target">The Texture2DRD, to be disposed of.</param>
/// <param name="Holder">Owner of the rendering device's texture, kept alive by the target.</param>
internal sealed record TextureJob(
    DeviceModel Model, TextureGenerator Fallback, ulong Seed, TextureOptions Options, int Width, int Height, bool IsSrgb,
    Variant Target, DeviceTexture Holder) : IDisposable
{
    private volatile bool isPrepared;
    private DeviceCommands? commands;
    private GeneratedTexture? copy;

    /// <summary>1, or all down to 1×1.</summary>
    public int MipLevels => Options.Generate.Mipmaps
        ? 1 + BitOperations.Log2((uint)Math.Max(Width, Height))
        : 1;

    /// <summary>Of the holder's texture.</summary>
    public Image Image { get; set; }

    /// <summary>Whether a frame that clears the texture is about to be drawn, or has been.</summary>
    public bool IsArmed { get; set; }

    /// <summary>Whether <see cref="Prepare"/> is through.</summary>
    public bool IsPrepared => isPrepared;

    /// <summary>Whether the GPU is done with it.</summary>
    public bool IsDone => commands?.IsDone ?? true;

    /// <summary>Records the commands, on a thread that no frame waits for: setting a model up takes many frames.</summary>
    public void Prepare(GodotDevice device)
    {
        try
        {
            BackgroundTasks.Stopping.ThrowIfCancellationRequested();
            commands = new DeviceCommands(device);
            commands.Record(this);
        }
        catch (Exception e) when (e is SagTexturesException or OperationCanceledException)
        {
            commands?.Dispose();
            commands = null;
            if (!BackgroundTasks.Stopping.IsCancellationRequested)
            {
                RenderQueue.Tell($"{e.Message} The texture is copied instead.");
                MakeCopy();
            }
        }

        isPrepared = true;
    }

    /// <summary>On the render thread, after the frame that cleared the texture: fills and shows it; the main thread tells that.</summary>
    /// <exception cref="SagTexturesException">The device cannot do it.</exception>
    public void Fill(GodotDevice device)
    {
        commands?.Submit();
        if (copy != null)
        {
            RenderingTexture.Update(device, this, copy);
        }

        // The engine would emit "changed" here, which may not be the main thread.
        Target.Call("set_block_signals", Variant.From(true)).Dispose();
        Target.Call("set_texture_rd_rid", Holder.Texture.Copy()).Dispose();
        Target.Call("set_block_signals", Variant.From(false)).Dispose();
        Target.Call("call_deferred", Variant.From("emit_changed")).Dispose();
    }

    /// <summary>Waits for the GPU first.</summary>
    public void Dispose()
    {
        commands?.Dispose();
        Model.Release();
        Target.Dispose();
    }

    private void MakeCopy()
    {
        try
        {
            copy = Fallback.Generate(Seed, Options.Generate);
        }
        catch (Exception e) when (e is SagTexturesException or ObjectDisposedException)
        {
            RenderQueue.Tell(e.Message);
        }
    }
}
