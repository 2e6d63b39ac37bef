using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace SagTextures.Training.Data;

/// <summary>Finds the images of a material that are no colours: they would be learned as further textures.</summary>
internal static partial class MaterialMaps
{
    /// <summary>Of files that share folder and stem, all maps but albedo; none where there is no albedo.</summary>
    public static IReadOnlyList<string> WithoutColours(IEnumerable<string> images)
    {
        (string Path, Match Name)[] all = images.Select(path => (path, Name().Match(Path.ChangeExtension(path, null)))).ToArray();
        var materials = all.Where(image => image.Name.Groups["albedo"].Success).Select(Stem).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return all.Where(image => image.Name.Groups["other"].Success && materials.Contains(Stem(image))).Select(image => image.Path).ToArray();

        static string Stem((string Path, Match Name) image) => image.Name.Groups["stem"].Value;
    }

    [GeneratedRegex(
        @"^(?<stem>.+)[_-]((?<albedo>albedo|basecolor|color|diffuse)"
        + @"|(?<other>normal[a-z]*|roughness|height|displacement|metallic|metalness|ao|ambientocclusion|opacity|emission))$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
