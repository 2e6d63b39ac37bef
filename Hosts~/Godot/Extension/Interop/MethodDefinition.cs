using System;

namespace SagTextures.Godot.Interop;

/// <summary>A method's work: arguments stay the caller's, the result becomes the caller's.</summary>
internal delegate Variant MethodBody(GodotInstance instance, ReadOnlySpan<Variant> arguments);

/// <summary>A method that scripts can call.</summary>
internal sealed record MethodDefinition(string ClassName, string Name, MethodBody Body, Parameter Returns, Parameter[] Parameters)
{
    /// <summary>Runs it; an exception becomes a Godot error, and the result nil.</summary>
    public Variant Run(GodotInstance instance, ReadOnlySpan<Variant> arguments)
    {
        try
        {
            return Body(instance, arguments);
        }
#pragma warning disable CA1031 // No exception may cross into the engine.
        catch (Exception e)
#pragma warning restore CA1031
        {
            GodotInterface.PrintError(
                e is SagTexturesException ? e.Message : $"{e.GetType().Name}: {e.Message}", $"{ClassName}.{Name}");
            return default;
        }
    }
}
