using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace SagTextures.Godot.Interop;

/// <summary>Parameters in the form in which the engine wants them, for the time of a registration.</summary>
internal sealed unsafe class PropertyInfos : IDisposable
{
    private readonly int count;

    public PropertyInfos(IReadOnlyList<Parameter> parameters)
    {
        count = parameters.Count;
        Pointer = (PropertyInfo*)NativeMemory.AllocZeroed((nuint)Math.Max(count, 1), (nuint)sizeof(PropertyInfo));
        for (int i = 0; i < count; i++)
        {
            Parameter parameter = parameters[i];
            var hint = (ulong*)NativeMemory.AllocZeroed(sizeof(ulong));
            Variant.NewString(parameter.HintText, hint);
            Pointer[i] = new PropertyInfo
            {
                Type = parameter.Type,
                Name = StringName.Of(parameter.Name),
                ClassName = StringName.Of(parameter.ClassName),
                Hint = parameter.Hint,
                HintString = hint,
                Usage = parameter.Usage,
            };
        }
    }

    public PropertyInfo* Pointer { get; }

    public void Dispose()
    {
        for (int i = 0; i < count; i++)
        {
            GodotInterface.GetDestructor(VariantType.String)(Pointer[i].HintString);
            NativeMemory.Free(Pointer[i].HintString);
        }

        NativeMemory.Free(Pointer);
    }
}
