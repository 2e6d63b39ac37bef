namespace SagTextures.Godot.Interop;

/// <summary>Name and type of an argument, a property or a returned value.</summary>
/// <param name="Name">Empty for returned values.</param>
/// <param name="Type">Nil for nothing.</param>
/// <param name="ClassName">Of an object, or the enum of an integer; else empty.</param>
/// <param name="Hint">PropertyHint for the editor.</param>
/// <param name="HintText">What belongs to the hint.</param>
/// <param name="HasDefault">Whether it may be left out: it is then an empty value of its type.</param>
internal sealed record Parameter(
    string Name, VariantType Type, string ClassName = "", uint Hint = 0, string HintText = "", bool HasDefault = false)
{
    public const uint EnumHint = 2;

    private const uint EditorUsage = 6; // PROPERTY_USAGE_STORAGE | PROPERTY_USAGE_EDITOR
    private const uint EnumUsage = 1 << 16; // PROPERTY_USAGE_CLASS_IS_ENUM

    public uint Usage => Type == VariantType.Int && ClassName.Length > 0 ? EditorUsage | EnumUsage : EditorUsage;
}
