using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace SagTextures.Godot.Interop;

/// <summary>Godot's interned string. Those made here are few; they stay until the extension is unloaded.</summary>
[StructLayout(LayoutKind.Sequential, Size = 8)]
internal unsafe struct StringName
{
    private static readonly Dictionary<string, IntPtr> Known = new(StringComparer.Ordinal);

    /// <summary>The name at a fixed address.</summary>
    public static StringName* Of(string text)
    {
        lock (Known)
        {
            if (!Known.TryGetValue(text, out IntPtr place))
            {
                place = (IntPtr)NativeMemory.AllocZeroed((nuint)sizeof(StringName));
                fixed (byte* utf8 = Encoding.UTF8.GetBytes(text + '\0'))
                {
                    GodotInterface.StringNameNewWithUtf8Chars((StringName*)place, utf8);
                }

                Known.Add(text, place);
            }

            return (StringName*)place;
        }
    }

    /// <summary>Gives all of them back to Godot.</summary>
    public static void FreeAll()
    {
        lock (Known)
        {
            foreach (IntPtr place in Known.Values)
            {
                GodotInterface.GetDestructor(VariantType.StringName)((void*)place);
                NativeMemory.Free((void*)place);
            }

            Known.Clear();
        }
    }
}
