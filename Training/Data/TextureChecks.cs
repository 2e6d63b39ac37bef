using System;
using System.Collections.Generic;
using System.Linq;

namespace SagTextures.Training.Data;

/// <summary>What an artist should know of a set before hours go into it.</summary>
internal static class TextureChecks
{
    private const int FewImages = 20, NamesShown = 3, SkippedShown = 8;
    private const double UniformDeviation = 2;

    /// <returns>One sentence a finding, without the full stop.</returns>
    public static IReadOnlyList<string> Warnings(
        IReadOnlyList<TextureFolder.Texture> textures, IReadOnlyList<string> skipped, IReadOnlyList<string> mended,
        IReadOnlyList<string> framed, IReadOnlyList<string> maps)
    {
        var warnings = new List<string>();
        if (skipped.Count > 0)
        {
            warnings.Add($"skipped {skipped.Count}: {string.Join("; ", skipped.Take(SkippedShown))}"
                + (skipped.Count > SkippedShown ? $" and {skipped.Count - SkippedShown} more" : ""));
        }
        if (maps.Count > 0)
        {
            warnings.Add($"{maps.Count} {(maps.Count == 1 ? "map is" : "maps are")} left out, e.g. {string.Join(", ", maps.Take(NamesShown))}: "
                + "of a material only the albedo is trained");
        }
        string[][] copies = textures.GroupBy(texture => Hash(texture.Image)).Select(group => group.Select(texture => texture.Name).ToArray())
            .Where(group => group.Length > 1).ToArray();
        int copied = copies.Sum(group => group.Length - 1);
        if (copied > 0)
            warnings.Add($"{Are(copied)} {(copied == 1 ? "a copy of another" : "copies of others")}, e.g. {string.Join(" = ", copies[0].Take(NamesShown))}");
        string[] uniform = textures.Where(texture => Deviation(texture.Image) < UniformDeviation).Select(texture => texture.Name).ToArray();
        if (uniform.Length > 0)
            warnings.Add($"{Are(uniform.Length)} of almost one colour, e.g. {string.Join(", ", uniform.Take(NamesShown))}");
        if (mended.Count > 0)
        {
            warnings.Add($"{mended.Count} {(mended.Count == 1 ? "image does" : "images do")} not tile, e.g. {string.Join(", ", mended.Take(NamesShown))}: "
                + "opposite edges are blended over (mendSeams=false leaves them)");
        }
        if (framed.Count > 0)
        {
            warnings.Add($"{framed.Count} {(framed.Count == 1 ? "image has" : "images have")} a frame of another tint, e.g. {string.Join(", ", framed.Take(NamesShown))}: "
                + "it is evened out (mendSeams=false leaves it)");
        }
        int distinct = textures.Count - copied;
        if (distinct < FewImages)
            warnings.Add($"only {distinct} different image{(distinct == 1 ? "" : "s")}: new textures will be close to them; {FewImages} or more are better");
        string[] small = textures.GroupBy(texture => texture.Class).Where(group => group.Key.Length > 0 && group.Count() < FewImages / 2)
            .Select(group => $"{group.Key} ({group.Count()})").ToArray();
        if (small.Length > 0 && distinct >= FewImages)
            warnings.Add($"classes of few images: {string.Join(", ", small)}");
        if (textures.Any(texture => texture.Class.Length > 0) && textures.Any(texture => texture.Class.Length == 0))
            warnings.Add("some images lie beside the class folders: classes are not told apart");
        return warnings;
    }

    private static string Are(int count) => count == 1 ? "1 image is" : $"{count} images are";

    private static string Hash(RgbImage image) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(image.Pixels));

    /// <summary>Standard deviation of the channel that varies most.</summary>
    private static double Deviation(RgbImage image)
    {
        return Enumerable.Range(0, 3).Max(channel =>
        {
            double sum = 0, squares = 0;
            for (int i = channel; i < image.Pixels.Length; i += 3)
                (sum, squares) = (sum + image.Pixels[i], squares + image.Pixels[i] * image.Pixels[i]);
            int count = image.Pixels.Length / 3;
            double mean = sum / count, variance = squares / count - mean * mean;
            return Math.Sqrt(Math.Max(0, variance));
        });
    }
}
