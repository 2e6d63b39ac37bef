using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace SagTextures.Training.CommandLine;

/// <summary>The kinds of option that the verbs share, with the checks that make wrong usage exit 2.</summary>
internal static class Options
{
    public static Option<string> Text(string name, string description) => new(name) { Description = description };

    public static Option<string?> OptionalText(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };

    public static Option<int> Number(string name, string description, int fallback, int low, int high = int.MaxValue)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => fallback };
        option.Validators.Add(result => CheckRange(result, low, high));
        return option;
    }

    public static Option<int?> OptionalNumber(string name, string description, int low, int high = int.MaxValue)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result => CheckRange(result, low, high));
        return option;
    }

    /// <summary>Parses a member of an enumeration as the user writes it, in lower case.</summary>
    public static T Word<T>(ArgumentResult result, string option)
        where T : struct, Enum
    {
        string word = result.Tokens[0].Value;
        foreach (T value in Enum.GetValues<T>())
        {
            if (value.ToString().ToLowerInvariant() == word)
                return value;
        }
        result.AddError($"{option} {word} is not one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
        return default;
    }

    public static Option<ulong> Seed(string description, ulong fallback) => new("--seed")
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => fallback,
        CustomParser = result =>
        {
            if (!ulong.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed))
                result.AddError($"--seed {result.Tokens[0].Value} is not a whole number from 0 to {ulong.MaxValue}");
            return seed;
        },
    };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>Neither true nor false where it is left out.</summary>
    public static Option<bool?> OptionalFlag(string name, string description) => new(name) { Description = description };

    private static void CheckRange(OptionResult result, int low, int high)
    {
        string? text = result.Tokens.Count > 0 ? result.Tokens[0].Value : null;
        if (int.TryParse(text, out int value) && (value < low || value > high))
        {
            string range = high == int.MaxValue ? $"at least {low}" : $"{low} to {high}";
            result.AddError($"{result.Option.Name} {value} is out of range; it must be {range}");
        }
    }

    public static Option<T> AsRequired<T>(this Option<T> option)
    {
        option.Required = true;
        return option;
    }
}
