using SagTextures.Godot.Interop;

namespace SagTextures.Godot;

/// <summary>The options Dictionary of a script's call.</summary>
/// <param name="Generate">For the generator.</param>
/// <param name="Map">The map that is wanted; null for the first.</param>
internal sealed record TextureOptions(GenerateOptions Generate, string? Map)
{
    /// <summary>The same, without the smaller levels.</summary>
    public GenerateOptions FirstLevel => new()
    {
        Width = Generate.Width,
        Height = Generate.Height,
        Class = Generate.Class,
        Truncation = Generate.Truncation,
    };

    /// <exception cref="SagTexturesException">A key is unknown or its value of the wrong type.</exception>
    public static TextureOptions Read(Variant dictionary)
    {
        var options = new GenerateOptions();
        string? map = null;
        foreach ((string key, Variant value) in dictionary.Entries())
        {
            using Variant owned = value;
            switch (key)
            {
                case "width":
                    options.Width = Size(key, value);
                    break;
                case "height":
                    options.Height = Size(key, value);
                    break;
                case "class":
                    options.Class = Text(key, value);
                    break;
                case "truncation":
                    options.Truncation = value.Type is VariantType.Float or VariantType.Int
                        ? (float)value.ToDouble()
                        : throw WrongType(key, "a number from 0 to 1");
                    break;
                case "mipmaps":
                    options.Mipmaps = value.Type == VariantType.Bool ? value.ToBool() : throw WrongType(key, "true or false");
                    break;
                case "map":
                    map = Text(key, value);
                    break;
                default:
                    throw new SagTexturesException(
                        $"There is no option \"{key}\"; there are width, height, class, truncation, map and mipmaps.");
            }
        }

        return new TextureOptions(options, map);
    }

    private static int Size(string key, Variant value) =>
        value.Type is VariantType.Int or VariantType.Float && value.ToLong() is >= 0 and <= int.MaxValue and long pixels
            ? (int)pixels
            : throw WrongType(key, "a number of pixels");

    private static string Text(string key, Variant value) => value.Type is VariantType.String or VariantType.StringName
        ? value.ToText()
        : throw WrongType(key, "a string");

    private static SagTexturesException WrongType(string key, string wanted) => new($"The option \"{key}\" is {wanted}.");
}
