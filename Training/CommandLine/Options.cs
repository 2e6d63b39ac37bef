using System.CommandLine;

namespace SagTextures.Training.CommandLine;

/// <summary>The kinds of option that the verbs share, with the checks that make wrong usage exit 2.</summary>
internal static class Options
{
    public static Option<string> Text(string name, string description) => new(name) { Description = description };

    public static Option<int> Number(string name, string description, int fallback, int low, int high = int.MaxValue)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            if (int.TryParse(result.Tokens.Count > 0 ? result.Tokens[0].Value : null, out int value) && (value < low || value > high))
                result.AddError($"{name} {value} is out of range; it must be {(high == int.MaxValue ? $"at least {low}" : $"{low} to {high}")}");
        });
        return option;
    }

    public static Option<ulong> Seed(string description, ulong fallback) =>
        new("--seed") { Description = description, DefaultValueFactory = _ => fallback };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    public static Option<T> AsRequired<T>(this Option<T> option)
    {
        option.Required = true;
        return option;
    }
}
