using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SagTextures.Training.Experiments;

/// <summary>Variants in a JSON file.</summary>
internal static class VariantFile
{
    private static readonly JsonSerializerOptions Reading =
        new(JsonSerializerOptions.Web)
        {
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        };

    /// <exception cref="UsageException">It is no list of variants, or one of them has no name or options that there are not.</exception>
    public static IReadOnlyList<Variant> Read(string path)
    {
        Variant?[] list;
        try
        {
            list = JsonSerializer.Deserialize<Variant?[]>(File.ReadAllText(path), Reading) ?? [];
        }
        catch (JsonException problem)
        {
            throw new UsageException($"--variants {path} is not a list of variants: {problem.Message}");
        }
        if (list.Length == 0)
            throw new UsageException($"--variants {path}: there is no variant in it.");
        int wrong = Array.FindIndex(list, variant => string.IsNullOrWhiteSpace(variant?.Name) || variant.Set?.Contains(null!) == true);
        if (wrong >= 0)
            throw new UsageException($"--variants {path}: variant {wrong + 1} is null, has no name, or has null for an option.");
        return list!;
    }
}
