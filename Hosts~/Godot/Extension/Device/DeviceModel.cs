using System;
using System.Threading;
using SagTextures.Models;

namespace SagTextures.Godot.Device;

/// <summary>A model on Godot's device, for as long as its generator or a texture that is being made needs it.</summary>
internal sealed class DeviceModel
{
    private readonly GeneratorModel model;
    private TextureGenerator? generator;
    private int users = 1;

    public DeviceModel(GeneratorModel model) => this.model = model;

    /// <summary>For one more user.</summary>
    public DeviceModel Acquire()
    {
        Interlocked.Increment(ref users);
        return this;
    }

    /// <summary>Sets it up at the first call, which takes a moment. One thread at a time.</summary>
    /// <exception cref="SagTexturesException">The device cannot do it.</exception>
    public TextureGenerator On(GodotDevice device) =>
        generator ??= new TextureGenerator(model, new GeneratorOptions { Vulkan = device.Handles });

    /// <summary>For one user less; the last one ends it.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref users) == 0)
        {
            generator?.Dispose();
        }
    }
}
