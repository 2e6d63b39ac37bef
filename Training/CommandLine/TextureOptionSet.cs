using System.CommandLine;
using System.Globalization;

namespace SagTextures.Training.CommandLine;

/// <summary>The options that say what a texture should be like.</summary>
internal sealed class TextureOptionSet
{
    private readonly Option<(int Width, int Height)> size = new("--size")
    {
        Description = "Width and height in pixels; without it the training resolution. Other sizes need a model with a grid latent.",
        HelpName = "WxH",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            string[] sides = text.Split('x', 'X');
            if (sides.Length <= 2 && Side(sides[0], out int width) && Side(sides[^1], out int height))
                return (width, height);
            result.AddError($"--size {text} is not a size such as 256x128");
            return default;
        },
    };

    private readonly Option<string?> materialClass = new("--class")
    {
        Description = "One of the model's classes; without it the first.",
        HelpName = "C",
    };

    private readonly Option<float> truncation = new("--truncation")
    {
        Description = "0 to 1: less of it gives less variety, closer to the typical texture.",
        HelpName = "T",
        DefaultValueFactory = _ => 1f,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!float.TryParse(text, CultureInfo.InvariantCulture, out float value) || !(value >= 0 && value <= 1))
                result.AddError($"--truncation {text} is not a number from 0 to 1");
            return value;
        },
    };

    public void AddTo(Command command)
    {
        command.Options.Add(size);
        command.Options.Add(materialClass);
        command.Options.Add(truncation);
    }

    public GenerateOptions Read(ParseResult parsed) => new()
    {
        Width = parsed.GetValue(size).Width,
        Height = parsed.GetValue(size).Height,
        Class = parsed.GetValue(materialClass),
        Truncation = parsed.GetValue(truncation),
    };

    private static bool Side(string text, out int side) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side) && side > 0;
}
