using System;
using System.IO;
using System.Linq;
using NUnit.Framework;
using SagTextures.Training;
using SagTextures.Training.Data;
using SagTextures.Training.SampleSet;

namespace SagTextures.Tests.Data;

public class SeamsTests
{
    private const int Size = 64;

    [Test]
    public void An_image_that_tiles_stays_as_it_is()
    {
        RgbImage image = Wave(2);
        Assert.That(Seams.Mend(image), Is.SameAs(image));
    }

    [TestCaseSource(typeof(SampleTextureSet), nameof(SampleTextureSet.Classes))]
    public void Materials_that_tile_stay_as_they_are(string materialClass)
    {
        // One in a hundred has its largest step across an edge by chance.
        int mended = Enumerable.Range(0, 40).Count(i =>
        {
            var image = new RgbImage(Size, Size, SampleTextureSet.Create(materialClass, i, Size, seed: 1).Map("albedo"));
            return Seams.Mend(image) != image;
        });
        Assert.That(mended, Is.LessThanOrEqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_seam_is_blended_over_and_the_middle_stays(bool across)
    {
        // One and a half waves: the last column is at the bottom of a wave and the first at its top.
        RgbImage image = across ? Wave(1.5) : Turn(Wave(1.5)), mended = Seams.Mend(image);
        Assert.That(Step(image, across), Is.GreaterThan(90));
        Assert.That(Step(mended, across), Is.LessThan(2));
        Assert.That(Step(mended, !across), Is.EqualTo(Step(image, !across)).Within(1));
        RgbImage middle = image.Middle(Size / 2);
        Assert.That(mended.Middle(Size / 2).Pixels, Is.EqualTo(middle.Pixels));
    }

    [Test]
    public void A_seamless_training_mends_and_tells_of_it()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(Path.Combine(folder.Path, "tiles.png"), Wave(2));
        TinyTextures.Write(Path.Combine(folder.Path, "seam.png"), Wave(1.5));
        var config = new TrainingConfig { Resolution = Size, Seamless = true };
        TextureFolder mended = TextureFolder.Read(folder.Path, config), kept = TextureFolder.Read(folder.Path, config with { MendSeams = false });
        Assert.That(mended.Warnings, Has.One.Contains("1 image does not tile, e.g. seam.png"));
        Assert.That(kept.Warnings, Has.None.Contains("tile"));
        Assert.That(mended.Textures.Single(texture => texture.Name == "tiles.png").Image.Pixels, Is.EqualTo(Wave(2).Pixels));
        Assert.That(mended.Textures.Single(texture => texture.Name == "seam.png").Image.Pixels, Is.Not.EqualTo(Wave(1.5).Pixels));
        Assert.That(kept.Textures.Single(texture => texture.Name == "seam.png").Image.Pixels, Is.EqualTo(Wave(1.5).Pixels));
    }

    [Test]
    public void Images_that_do_not_tile_can_be_left_out()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(Path.Combine(folder.Path, "tiles.png"), Wave(2));
        TinyTextures.Write(Path.Combine(folder.Path, "seam.png"), Wave(1.5));
        var config = new TrainingConfig { Resolution = Size, Seamless = true, DropSeams = true, MinimumImages = 1 };
        TextureFolder left = TextureFolder.Read(folder.Path, config);
        Assert.That(left.Textures.Select(texture => texture.Name), Is.EqualTo(new[] { "tiles.png" }));
        Assert.That(left.Skipped, Is.EqualTo(new[] { "seam.png: it does not tile" }));
        Assert.That(TextureFolder.Read(folder.Path, config with { Seamless = false }).Textures, Has.Count.EqualTo(2));
    }

    [Test]
    public void Where_crops_are_trained_on_none_would_be_left()
    {
        var config = new TrainingConfig { Seamless = true, DropSeams = true, Fit = ImageFit.Crop };
        Assert.That(() => config.Check(), Throws.TypeOf<TrainingException>().With.Message.Contains("crops do not tile"));
        Assert.That(() => (config with { Seamless = false }).Check(), Throws.Nothing);
    }

    [Test]
    public void Of_a_long_image_the_middle_is_taken()
    {
        using var folder = new TemporaryFolder();
        RgbImage square = Wave(2);
        byte[] rows = Enumerable.Range(0, 2 * Size).SelectMany(y => square.Pixels.Skip(y % Size * Size * 3).Take(Size * 3)).ToArray();
        TinyTextures.Write(Path.Combine(folder.Path, "long.png"), new RgbImage(Size, 2 * Size, rows));
        var config = new TrainingConfig { Resolution = Size, Seamless = true, MinimumImages = 1 };
        RgbImage image = TextureFolder.Read(folder.Path, config).Textures[0].Image;
        Assert.That((image.Width, image.Height), Is.EqualTo((Size, Size)));
        Assert.That(image.Pixels, Is.EqualTo(rows.AsSpan(Size / 2 * Size * 3, Size * Size * 3).ToArray()));
    }

    private static RgbImage Wave(double waves)
    {
        var pixels = new byte[Size * Size * 3];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(127.5 + 100 * Math.Cos(2 * Math.PI * waves * (i / 3 % Size) / Size));
        return new RgbImage(Size, Size, pixels);
    }

    private static RgbImage Turn(RgbImage image)
    {
        var pixels = new byte[Size * Size * 3];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = image.Pixels[((i / 3 % Size * Size) + (i / 3 / Size)) * 3 + i % 3];
        return image with { Pixels = pixels };
    }

    /// <summary>Mean step from the last column, or row, to the first.</summary>
    private static double Step(RgbImage image, bool across) => Enumerable.Range(0, Size).Average(i => across
        ? Math.Abs(image.Pixels[i * Size * 3] - image.Pixels[((i + 1) * Size - 1) * 3])
        : Math.Abs(image.Pixels[i * 3] - image.Pixels[((Size - 1) * Size + i) * 3]));
}
