using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Enumeration;
using System.Linq;

namespace SagTextures.Training.Data;

/// <summary>The images below a folder, decoded; each sub-folder with images is a class.</summary>
public sealed class TextureFolder
{
    private static readonly HashSet<string> Extensions =
        new([".png", ".jpg", ".jpeg", ".bmp", ".tga"], StringComparer.OrdinalIgnoreCase);

    // Whoever has these wants to know that they are not used.
    private static readonly HashSet<string> OtherKinds =
        new([".webp", ".tif", ".tiff", ".gif", ".psd", ".exr", ".hdr", ".dds", ".heic", ".avif", ".jxl"], StringComparer.OrdinalIgnoreCase);

    // A crop of a large photograph would show a splinter of the material: of a wall of bricks, a part of one.
    private const double CropsAcross = 4;

    private TextureFolder(
        string path, IReadOnlyList<Texture> textures, IReadOnlyList<string> skipped, IReadOnlyList<string> mended, IReadOnlyList<string> framed,
        IReadOnlyList<string> maps)
    {
        (Path, Textures, Skipped) = (path, textures, skipped);
        Warnings = TextureChecks.Warnings(textures, skipped, mended, framed, maps);
        Classes = textures.Select(texture => texture.Class).Distinct().Where(name => name.Length > 0).ToList();
    }

    /// <summary>One image and the class it belongs to, empty for images beside the class folders.</summary>
    public sealed record Texture(string Class, RgbImage Image)
    {
        /// <summary>Path in the folder.</summary>
        public string Name { get; init; } = "";
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Names of the classes, sorted.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The readable images, sorted by path.</summary>
    public IReadOnlyList<Texture> Textures { get; }

    /// <summary>The files that could not be used, each with the reason.</summary>
    public IReadOnlyList<string> Skipped { get; }

    /// <summary>What may spoil a training: skipped, equal, empty and mended images, maps other than albedo, and too few images.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Reads a folder as the options of a training say.</summary>
    /// <exception cref="TrainingException">No such folder, or too few usable images.</exception>
    public static TextureFolder Read(string path, TrainingConfig config) => Read(
        path, config.Resolution, config.MinimumImages, MostAcross(config.Fit, config.Seamless),
        mend: IsTiled(config) && config.MendSeams, drop: IsTiled(config) && config.DropSeams);

    /// <summary>How many textures of the training's resolution an image may measure across before it is shrunk.</summary>
    internal static double MostAcross(ImageFit fit, bool isSeamless) => fit switch
    {
        ImageFit.Crop => double.PositiveInfinity,
        ImageFit.Shrink => 1,
        _ => isSeamless ? 1 : CropsAcross,
    };

    /// <summary>Whether whole images are trained on, whose opposite edges meet; a crop's do not.</summary>
    private static bool IsTiled(TrainingConfig config) => config.Seamless && config.Fit != ImageFit.Crop;

    /// <summary>
    /// Reads every PNG, JPEG, BMP and TGA below a folder, but for <see cref="OwnPictures"/> and the maps beside an albedo. Grey, alpha
    /// and 16 bits become 8-bit RGB.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="resolution">Least width and height; smaller images are skipped.</param>
    /// <param name="minimum">Fewest usable images.</param>
    /// <param name="mostAcross">Shrink larger images so that their shorter side is so many times <paramref name="resolution"/>.</param>
    /// <param name="mend">Make the images square, take their frames away, and make those tile that do not.</param>
    /// <param name="drop">Make the images square, and skip those that do not tile.</param>
    /// <exception cref="TrainingException">No such folder, or too few usable images.</exception>
    public static TextureFolder Read(string path, int resolution, int minimum, double mostAcross = double.PositiveInfinity, bool mend = false, bool drop = false)
    {
        if (!Directory.Exists(path))
            throw new TrainingException($"--textures {path}: {(File.Exists(path) ? "it is a file" : "no such folder")}; name the folder that the images are in.");
        var textures = new List<Texture>();
        var skipped = new List<string>();
        var mended = new List<string>();
        var framed = new List<string>();
        string[] names = Files(path).Where(file => IsOf(Extensions, file) || IsOf(OtherKinds, file))
            .Select(file => System.IO.Path.GetRelativePath(path, file)).Order(StringComparer.Ordinal).ToArray();
        IReadOnlyList<string> maps = MaterialMaps.WithoutColours(names);
        foreach (string name in names.Except(maps))
        {
            if (IsOf(OtherKinds, name))
            {
                skipped.Add($"{name}: no PNG, JPEG, BMP or TGA");
                continue;
            }
            (RgbImage? image, string reason) = ImageDecoder.Decode(System.IO.Path.Combine(path, name));
            if (image == null)
                skipped.Add($"{name}: {reason}");
            else if (Math.Min(image.Width, image.Height) < resolution)
                skipped.Add($"{name}: {image.Width}×{image.Height} is smaller than {resolution}×{resolution}");
            else if (Fit(image, name) is { } fitting)
                textures.Add(new Texture(ClassOf(name), fitting) { Name = name });
            else
                skipped.Add($"{name}: it does not tile");
        }
        return textures.Count >= minimum
            ? new TextureFolder(path, textures, skipped, mended, framed, maps)
            : throw new TrainingException(TooFew(path, textures.Count, minimum, [.. skipped, .. maps.Select(name => $"{name}: only albedo is trained")]));

        RgbImage? Fit(RgbImage image, string name)
        {
            double shorter = Math.Round(resolution * mostAcross);
            if (!mend && !drop)
                return ShrinkTo(image, shorter);
            // Shrunk to its last size, a frame is mixed with what is behind it. In a far larger image it would be nothing to be seen.
            RgbImage middle = image.Middle(Math.Min(image.Width, image.Height)), whole = ShrinkTo(middle, 2 * shorter);
            RgbImage even = mend ? Frames.Remove(whole) : whole;
            RgbImage square = ShrinkTo(even == whole ? middle : even, shorter), tile = Seams.Mend(square);
            if (drop && tile != square)
                return null;
            if (even != whole)
                framed.Add(name);
            if (tile != square)
                mended.Add(name);
            return tile;
        }
    }

    /// <summary>Whether there are images in a folder or below.</summary>
    internal static bool HasImages(string path) => Files(path).Any(file => IsOf(Extensions, file));

    /// <summary>All below a folder, but for what was made of the textures.</summary>
    private static FileSystemEnumerable<string> Files(string path) =>
        new(path, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !OwnPictures.AreIn(entry.ToSpecifiedFullPath()),
        };

    private static bool IsOf(HashSet<string> extensions, string file) => extensions.Contains(System.IO.Path.GetExtension(file));

    /// <summary>With a shorter side of at most that.</summary>
    private static RgbImage ShrinkTo(RgbImage image, double shorter)
    {
        double scale = Math.Min(1, shorter / Math.Min(image.Width, image.Height));
        return image.Shrink((int)Math.Round(image.Width * scale), (int)Math.Round(image.Height * scale));
    }

    private static string ClassOf(string relativePath)
    {
        string? folder = System.IO.Path.GetDirectoryName(relativePath);
        return folder == null ? "" : folder.Replace(System.IO.Path.DirectorySeparatorChar, '/');
    }

    private static string TooFew(string path, int count, int minimum, List<string> skipped)
    {
        string found = count == 0 ? "no usable image" : $"only {count} usable image{(count == 1 ? "" : "s")}";
        string unusable = skipped.Count == 0 ? "" : $" ({skipped.Count} skipped, e.g. {skipped[0]})";
        return $"--textures {path}: {found}{unusable}; it needs {minimum} at least: "
            + "put PNG, JPEG, BMP or TGA files in it, one sub-folder a class.";
    }
}
