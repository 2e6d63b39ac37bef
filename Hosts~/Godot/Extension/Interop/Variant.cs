using System;
using System.Collections.Generic;
using System.Text;

namespace SagTextures.Godot.Interop;

/// <summary>
/// Godot's value of any type (single precision builds). Whoever gets one from a call or a From method disposes of it, once; a
/// copy of the structure is the same value.
/// </summary>
internal unsafe struct Variant : IDisposable
{
    private fixed ulong data[3];

    public readonly VariantType Type
    {
        get
        {
            fixed (Variant* self = &this)
            {
                return GodotInterface.VariantGetType(self);
            }
        }
    }

    public static Variant From(bool value) => FromType(VariantType.Bool, &value);

    public static Variant From(long value) => FromType(VariantType.Int, &value);

    public static Variant From(double value) => FromType(VariantType.Float, &value);

    public static Variant From(string value)
    {
        ulong text = 0;
        NewString(value, &text);
        Variant variant = FromType(VariantType.String, &text);
        GodotInterface.GetDestructor(VariantType.String)(&text);
        return variant;
    }

    /// <summary>An object; one more reference where it counts them.</summary>
    public static Variant FromObject(IntPtr value) => FromType(VariantType.Object, &value);

    /// <summary>A PackedByteArray.</summary>
    public static Variant From(ReadOnlySpan<byte> bytes)
    {
        Variant array = New(VariantType.PackedByteArray);
        array.Call("resize", From((long)bytes.Length)).Dispose();
        bytes.CopyTo(array.Bytes);
        return array;
    }

    /// <summary>A value as Godot lays it out, e.g. an argument of a pointer call.</summary>
    public static Variant FromType(VariantType type, void* value)
    {
        Variant variant = default;
        GodotInterface.GetVariantFromType(type)(&variant, value);
        return variant;
    }

    /// <summary>Constructs a built-in type.</summary>
    public static Variant New(VariantType type, params ReadOnlySpan<Variant> arguments)
    {
        Variant variant = default;
        CallError error = default;
        fixed (Variant* first = arguments)
        {
            Variant** pointers = stackalloc Variant*[arguments.Length + 1];
            for (int i = 0; i < arguments.Length; i++)
            {
                pointers[i] = first + i;
            }

            GodotInterface.VariantConstruct(type, &variant, pointers, arguments.Length, &error);
        }

        return error.Error == 0 ? variant : throw new SagTexturesException($"Godot cannot make a {type}.");
    }

    public static void NewString(string value, void* destination)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        fixed (byte* pointer = bytes)
        {
            GodotInterface.StringNewWithUtf8CharsAndLen(destination, pointer, bytes.Length);
        }
    }

    /// <summary>One of the engine's singletons, or nil.</summary>
    public static Variant Singleton(string name)
    {
        IntPtr singleton = GodotInterface.GlobalGetSingleton(StringName.Of(name));
        return singleton == IntPtr.Zero ? default : FromObject(singleton);
    }

    /// <summary>A new object of one of the engine's classes.</summary>
    public static Variant Instantiate(string className)
    {
        using Variant classes = Singleton("ClassDB");
        return classes.Call("instantiate", From(className));
    }

    /// <summary>Another owner of the same value.</summary>
    public readonly Variant Copy()
    {
        Variant copy = default;
        fixed (Variant* self = &this)
        {
            GodotInterface.VariantNewCopy(&copy, self);
        }

        return copy;
    }

    /// <summary>Calls a method by name. The arguments are disposed of, which suits those made for the call.</summary>
    /// <exception cref="SagTexturesException">There is no such method, or it does not take these arguments.</exception>
    public readonly Variant Call(string method, params ReadOnlySpan<Variant> arguments)
    {
        Variant result = default;
        CallError error = default;
        fixed (Variant* self = &this, first = arguments)
        {
            Variant** pointers = stackalloc Variant*[arguments.Length + 1];
            for (int i = 0; i < arguments.Length; i++)
            {
                pointers[i] = first + i;
            }

            GodotInterface.VariantCall(self, StringName.Of(method), pointers, arguments.Length, &result, &error);
        }

        foreach (Variant argument in arguments)
        {
            argument.Dispose();
        }

        return error.Error == 0
            ? result
            : throw new SagTexturesException($"Godot's {method} cannot be called (error {error.Error}).");
    }

    public readonly long ToLong()
    {
        long value;
        ToType(VariantType.Int, &value);
        return value;
    }

    public readonly double ToDouble()
    {
        double value;
        ToType(VariantType.Float, &value);
        return value;
    }

    public readonly bool ToBool()
    {
        byte value;
        ToType(VariantType.Bool, &value);
        return value != 0;
    }

    /// <summary>The text of a String, StringName or NodePath.</summary>
    public readonly string ToText()
    {
        ulong text;
        ToType(VariantType.String, &text);
        var bytes = new byte[GodotInterface.StringToUtf8Chars(&text, null, 0)];
        fixed (byte* pointer = bytes)
        {
            GodotInterface.StringToUtf8Chars(&text, pointer, bytes.Length);
        }

        GodotInterface.GetDestructor(VariantType.String)(&text);
        return Encoding.UTF8.GetString(bytes);
    }

    public readonly IntPtr ToObject()
    {
        IntPtr value;
        ToType(VariantType.Object, &value);
        return value;
    }

    /// <summary>Writes the value as Godot lays its type out, into memory that holds nothing.</summary>
    public readonly void ToType(VariantType type, void* destination)
    {
        fixed (Variant* self = &this)
        {
            GodotInterface.GetVariantToType(type)(destination, self);
        }
    }

    /// <summary>The bytes of a PackedByteArray, while it lives and keeps its size.</summary>
    public readonly Span<byte> Bytes
    {
        get
        {
            using Variant size = Call("size");
            int count = checked((int)size.ToLong());
            fixed (Variant* self = &this)
            {
                void* array = GodotInterface.GetInternalGetter(VariantType.PackedByteArray)(self);
                return count == 0 ? default : new Span<byte>(GodotInterface.PackedByteArrayIndex(array, 0), count);
            }
        }
    }

    /// <summary>Element of a Dictionary or an Array; nil where it is missing.</summary>
    public readonly Variant Get(Variant key)
    {
        Variant value = default;
        byte isValid;
        fixed (Variant* self = &this)
        {
            GodotInterface.VariantGet(self, &key, &value, &isValid);
        }

        key.Dispose();
        return value;
    }

    /// <summary>Entries of a Dictionary whose keys are strings; each value is to be disposed of.</summary>
    /// <exception cref="SagTexturesException">A key is no string.</exception>
    public readonly IEnumerable<(string Key, Variant Value)> Entries() => Entries(this);

    /// <summary>Sets an element of a Dictionary; key and value are disposed of.</summary>
    public readonly void Set(Variant key, Variant value)
    {
        byte isValid;
        fixed (Variant* self = &this)
        {
            GodotInterface.VariantSet(self, &key, &value, &isValid);
        }

        key.Dispose();
        value.Dispose();
    }

    private static IEnumerable<(string Key, Variant Value)> Entries(Variant dictionary)
    {
        using Variant keys = dictionary.Call("keys");
        using Variant size = keys.Call("size");
        for (long i = 0; i < size.ToLong(); i++)
        {
            using Variant key = keys.Get(Variant.From(i));
            yield return (
                key.Type is VariantType.String or VariantType.StringName
                    ? key.ToText()
                    : throw new SagTexturesException("Options are named by strings, e.g. {\"width\": 512}."),
                dictionary.Get(key.Copy()));
        }
    }

    public readonly void Dispose()
    {
        fixed (Variant* self = &this)
        {
            GodotInterface.VariantDestroy(self);
        }
    }
}
