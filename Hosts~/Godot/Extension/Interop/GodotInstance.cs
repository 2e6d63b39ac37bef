using System;

namespace SagTextures.Godot.Interop;

/// <summary>What stands behind an object of one of our classes.</summary>
internal abstract class GodotInstance
{
    /// <summary>The engine's object.</summary>
    public IntPtr Self { get; set; }

    /// <summary>The engine's object as a value; one more reference where it counts them.</summary>
    public Variant Owner => Variant.FromObject(Self);

    /// <summary>Called when the engine frees the object.</summary>
    public virtual void Free()
    {
    }
}
