namespace SagTextures.Godot.Interop;

/// <summary>GDExtensionVariantType: those of its values that are used here.</summary>
internal enum VariantType
{
    Nil = 0,
    Bool = 1,
    Int = 2,
    Float = 3,
    String = 4,
    Color = 20,
    StringName = 21,
    Rid = 23,
    Object = 24,
    Callable = 25,
    Dictionary = 27,
    Array = 28,
    PackedByteArray = 29,
    PackedStringArray = 34,
}
