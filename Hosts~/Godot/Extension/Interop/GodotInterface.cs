using System;
using System.Text;

namespace SagTextures.Godot.Interop;

/// <summary>
/// The functions of Godot's GDExtension interface (gdextension_interface.h, 4.4) that are used here. Everything else goes
/// through <c>variant_call</c>, by name: it needs no method hashes and so no list of engine versions.
/// </summary>
internal static unsafe class GodotInterface
{
    public static IntPtr Library { get; private set; }

    public static delegate* unmanaged[Cdecl]<byte*, byte*, byte*, byte*, int, byte, void> PrintErrorWithMessage;
    public static delegate* unmanaged[Cdecl]<Variant*, Variant*, void> VariantNewCopy;
    public static delegate* unmanaged[Cdecl]<Variant*, void> VariantDestroy;
    public static delegate* unmanaged[Cdecl]<Variant*, StringName*, Variant**, long, Variant*, CallError*, void> VariantCall;
    public static delegate* unmanaged[Cdecl]<VariantType, Variant*, Variant**, int, CallError*, void> VariantConstruct;
    public static delegate* unmanaged[Cdecl]<Variant*, VariantType> VariantGetType;
    public static delegate* unmanaged[Cdecl]<Variant*, Variant*, Variant*, byte*, void> VariantSet;
    public static delegate* unmanaged[Cdecl]<Variant*, Variant*, Variant*, byte*, void> VariantGet;
    public static delegate* unmanaged[Cdecl]<VariantType, delegate* unmanaged[Cdecl]<Variant*, void*, void>> GetVariantFromType;
    public static delegate* unmanaged[Cdecl]<VariantType, delegate* unmanaged[Cdecl]<void*, Variant*, void>> GetVariantToType;
    public static delegate* unmanaged[Cdecl]<VariantType, delegate* unmanaged[Cdecl]<void*, void>> GetDestructor;
    public static delegate* unmanaged[Cdecl]<VariantType, delegate* unmanaged[Cdecl]<Variant*, void*>> GetInternalGetter;
    public static delegate* unmanaged[Cdecl]<void*, byte*, long, void> StringNewWithUtf8CharsAndLen;
    public static delegate* unmanaged[Cdecl]<void*, byte*, long, long> StringToUtf8Chars;
    public static delegate* unmanaged[Cdecl]<StringName*, byte*, void> StringNameNewWithUtf8Chars;
    public static delegate* unmanaged[Cdecl]<void*, long, byte*> PackedByteArrayIndex;
    public static delegate* unmanaged[Cdecl]<StringName*, IntPtr> GlobalGetSingleton;
    public static delegate* unmanaged[Cdecl]<StringName*, IntPtr> ConstructObject;
    public static delegate* unmanaged[Cdecl]<IntPtr, StringName*, IntPtr, void> ObjectSetInstance;
    public static delegate* unmanaged[Cdecl]<void*, IntPtr, void> RefSetObject;
    public static delegate* unmanaged[Cdecl]<IntPtr, StringName*, StringName*, ClassCreationInfo*, void> RegisterClass;
    public static delegate* unmanaged[Cdecl]<IntPtr, StringName*, ClassMethodInfo*, void> RegisterMethod;
    public static delegate* unmanaged[Cdecl]<IntPtr, StringName*, PropertyInfo*, StringName*, StringName*, void> RegisterProperty;
    public static delegate* unmanaged[Cdecl]<IntPtr, StringName*, StringName*, PropertyInfo*, long, void> RegisterSignal;
    public static delegate* unmanaged[Cdecl]<IntPtr, StringName*, void> UnregisterClass;
    public static delegate* unmanaged[Cdecl]<byte*, void> EditorHelpLoadXml;

    /// <exception cref="SagTexturesException">The engine is older than 4.4.</exception>
    public static void Load(delegate* unmanaged[Cdecl]<byte*, void*> getProcAddress, IntPtr library)
    {
        Library = library;
        void* Find(ReadOnlySpan<byte> name)
        {
            fixed (byte* pointer = name)
            {
                void* function = getProcAddress(pointer);
                return function != null
                    ? function
                    : throw new SagTexturesException(
                        $"SagTextures needs Godot 4.4 or later: this one has no {Encoding.UTF8.GetString(name)}.");
            }
        }

        PrintErrorWithMessage = (delegate* unmanaged[Cdecl]<byte*, byte*, byte*, byte*, int, byte, void>)Find("print_error_with_message"u8);
        VariantNewCopy = (delegate* unmanaged[Cdecl]<Variant*, Variant*, void>)Find("variant_new_copy"u8);
        VariantDestroy = (delegate* unmanaged[Cdecl]<Variant*, void>)Find("variant_destroy"u8);
        VariantCall = (delegate* unmanaged[Cdecl]<Variant*, StringName*, Variant**, long, Variant*, CallError*, void>)Find("variant_call"u8);
        VariantConstruct = (delegate* unmanaged[Cdecl]<VariantType, Variant*, Variant**, int, CallError*, void>)Find("variant_construct"u8);
        VariantGetType = (delegate* unmanaged[Cdecl]<Variant*, VariantType>)Find("variant_get_type"u8);
        VariantSet = (delegate* unmanaged[Cdecl]<Variant*, Variant*, Variant*, byte*, void>)Find("variant_set"u8);
        VariantGet = (delegate* unmanaged[Cdecl]<Variant*, Variant*, Variant*, byte*, void>)Find("variant_get"u8);
        GetVariantFromType = (delegate* unmanaged[Cdecl]<VariantType, delegate* unmanaged[Cdecl]<Variant*, void*, void>>)Find("get_variant_from_type_constructor"u8);
        GetVariantToType = (delegate* unmanaged[Cdecl]<VariantType, delegate* unmanaged[Cdecl]<void*, Variant*, void>>)Find("get_variant_to_type_constructor"u8);
        GetDestructor = (delegate* unmanaged[Cdecl]<VariantType, delegate* unmanaged[Cdecl]<void*, void>>)Find("variant_get_ptr_destructor"u8);
        GetInternalGetter = (delegate* unmanaged[Cdecl]<VariantType, delegate* unmanaged[Cdecl]<Variant*, void*>>)Find("variant_get_ptr_internal_getter"u8);
        StringNewWithUtf8CharsAndLen = (delegate* unmanaged[Cdecl]<void*, byte*, long, void>)Find("string_new_with_utf8_chars_and_len"u8);
        StringToUtf8Chars = (delegate* unmanaged[Cdecl]<void*, byte*, long, long>)Find("string_to_utf8_chars"u8);
        StringNameNewWithUtf8Chars = (delegate* unmanaged[Cdecl]<StringName*, byte*, void>)Find("string_name_new_with_utf8_chars"u8);
        PackedByteArrayIndex = (delegate* unmanaged[Cdecl]<void*, long, byte*>)Find("packed_byte_array_operator_index"u8);
        GlobalGetSingleton = (delegate* unmanaged[Cdecl]<StringName*, IntPtr>)Find("global_get_singleton"u8);
        ConstructObject = (delegate* unmanaged[Cdecl]<StringName*, IntPtr>)Find("classdb_construct_object2"u8);
        ObjectSetInstance = (delegate* unmanaged[Cdecl]<IntPtr, StringName*, IntPtr, void>)Find("object_set_instance"u8);
        RefSetObject = (delegate* unmanaged[Cdecl]<void*, IntPtr, void>)Find("ref_set_object"u8);
        RegisterClass = (delegate* unmanaged[Cdecl]<IntPtr, StringName*, StringName*, ClassCreationInfo*, void>)Find("classdb_register_extension_class4"u8);
        RegisterMethod = (delegate* unmanaged[Cdecl]<IntPtr, StringName*, ClassMethodInfo*, void>)Find("classdb_register_extension_class_method"u8);
        RegisterProperty = (delegate* unmanaged[Cdecl]<IntPtr, StringName*, PropertyInfo*, StringName*, StringName*, void>)Find("classdb_register_extension_class_property"u8);
        RegisterSignal = (delegate* unmanaged[Cdecl]<IntPtr, StringName*, StringName*, PropertyInfo*, long, void>)Find("classdb_register_extension_class_signal"u8);
        UnregisterClass = (delegate* unmanaged[Cdecl]<IntPtr, StringName*, void>)Find("classdb_unregister_extension_class"u8);
        EditorHelpLoadXml = (delegate* unmanaged[Cdecl]<byte*, void>)Find("editor_help_load_xml_from_utf8_chars"u8);
    }

    /// <summary>Prints an error as Godot's own: red in the editor's output, with the script's position.</summary>
    public static void PrintError(string message, string function)
    {
        byte[] text = Encoding.UTF8.GetBytes(message + '\0');
        byte[] where = Encoding.UTF8.GetBytes(function + '\0');
        fixed (byte* textPointer = text, wherePointer = where, file = "sagtextures"u8)
        {
            PrintErrorWithMessage(textPointer, textPointer, wherePointer, file, 0, 0);
        }
    }
}
