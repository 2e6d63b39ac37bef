using System.IO;
using System.Linq;
using NUnit.Framework;
using SagTextures.Training;
using SagTextures.Training.Data;

namespace SagTextures.Tests.Data;

public class TextureFolderTests
{
    [Test]
    public void Sub_folders_are_classes()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 2, 16);
        TinyTextures.Write(folder.Path, "tiles", 3, 16);
        TextureFolder textures = TextureFolder.Read(folder.Path, 16, 2);
        Assert.That(textures.Classes, Is.EqualTo(new[] { "bricks", "tiles" }));
        Assert.That(textures.Textures.Count(texture => texture.Class == "tiles"), Is.EqualTo(3));
    }

    [Test]
    public void A_corrupt_image_among_good_ones_is_named_and_skipped()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 2, 16);
        byte[] png = File.ReadAllBytes(Directory.GetFiles(Path.Combine(folder.Path, "bricks"))[0]);
        File.WriteAllBytes(Path.Combine(folder.Path, "bricks", "torn.png"), png[..(png.Length / 2)]);
        File.WriteAllText(Path.Combine(folder.Path, "bricks", "text.jpg"), "not a picture");
        TextureFolder textures = TextureFolder.Read(folder.Path, 16, 2);
        Assert.That(textures.Textures, Has.Count.EqualTo(2));
        Assert.That(textures.Skipped, Has.Count.EqualTo(2));
        Assert.That(textures.Skipped[0], Does.Contain("text.jpg"));
        Assert.That(textures.Skipped[1], Does.Contain("torn.png"));
        Assert.That(textures.Skipped, Has.None.Matches<string>(line => line!.Any(char.IsControl)));
    }

    [TestCase("")]
    [TestCase("runs/first")]
    public void Runs_in_the_folder_are_passed_over(string place)
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 2, 16);
        string run = Path.Combine(folder.Path, place);
        TinyTextures.Write(run, "samples", 2, 16);
        Assert.That(TextureFolder.Read(folder.Path, 16, 2).Textures, Has.Count.EqualTo(4), "samples of textures, for all one knows");
        BeginRun(run);
        Assert.That(TextureFolder.Read(folder.Path, 16, 2).Classes, Is.EqualTo(new[] { "bricks" }));
    }

    [Test]
    public void Textures_in_the_folder_of_a_run_are_textures()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 2, 16);
        BeginRun(Path.Combine(folder.Path, "bricks"));
        Assert.That(TextureFolder.Read(folder.Path, 16, 2).Classes, Is.EqualTo(new[] { "bricks" }));
    }

    [Test]
    public void Curves_of_an_experiment_are_no_textures()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 2, 16);
        TinyTextures.Write(folder.Path, "results", 2, 16);
        File.WriteAllText(Path.Combine(folder.Path, "results", "pace.json"), "[]");
        Assert.That(TextureFolder.Read(folder.Path, 16, 2).Classes, Is.EqualTo(new[] { "bricks" }));
    }

    [Test]
    public void Small_images_are_named_and_skipped()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 2, 32);
        TinyTextures.Write(folder.Path, "small", 1, 16);
        Assert.That(
            TextureFolder.Read(folder.Path, 32, 2).Skipped,
            Has.One.Contains("small").And.One.Contains("16×16 is smaller than 32×32"));
    }

    [Test]
    public void An_empty_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.That(
            () => TextureFolder.Read(folder.Path, 16, 2),
            Throws.TypeOf<TrainingException>().With.Message.Contains(folder.Path).And.Message.Contains("no usable image"));
    }

    [Test]
    public void A_folder_of_text_files_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "readme.txt"), "bricks");
        Assert.That(
            () => TextureFolder.Read(folder.Path, 16, 2),
            Throws.TypeOf<TrainingException>().With.Message.Contains("no usable image"));
    }

    [Test]
    public void A_missing_folder_is_refused() => Assert.That(
        () => TextureFolder.Read("/no/such/folder", 16, 2),
        Throws.TypeOf<TrainingException>().With.Message.Contains("/no/such/folder: no such folder"));

    [Test]
    public void A_file_in_place_of_a_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 1, 16);
        Assert.That(
            () => TextureFolder.Read(Directory.GetFiles(folder.Path, "*.png", SearchOption.AllDirectories)[0], 16, 2),
            Throws.TypeOf<TrainingException>().With.Message.Contains("it is a file"));
    }

    [Test]
    public void Images_of_kinds_that_are_not_read_are_named()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 2, 16);
        foreach (string name in new[] { "a.webp", "b.TIF", "notes.txt", "a.png.meta" })
            File.WriteAllText(Path.Combine(folder.Path, name), "");
        Assert.That(
            TextureFolder.Read(folder.Path, 16, 2).Skipped,
            Is.EqualTo(new[] { "a.webp: no PNG, JPEG, BMP or TGA", "b.TIF: no PNG, JPEG, BMP or TGA" }));
    }

    [TestCase("wall_albedo.png", "wall_normal.png", "wall_roughness.tga", "wall_height.png", "wall_displacement.exr")]
    [TestCase("wall_1K-Color.png", "wall_1K-NormalGL.png", "wall_1K-NormalDX.png", "wall_1K-AmbientOcclusion.png", "wall_1K-Metalness.png")]
    [TestCase("Wall_BaseColor.png", "wall_metallic.png", "Wall_AO.png", "wall_Opacity.png", "wall_emission.png")]
    [TestCase("wall_diffuse.png")]
    public void Of_a_material_the_albedo_is_trained(string albedo, params string[] others)
    {
        using var folder = new TemporaryFolder();
        // No material's: another stem, another folder, another ending.
        string[] textures = [albedo, "floor_normal.png", Path.Combine("moss", "wall_1K-NormalGL.png"), "wall_abnormal.png", "normal.png"];
        Directory.CreateDirectory(Path.Combine(folder.Path, "moss"));
        foreach (string name in textures.Concat(others))
            TinyTextures.WriteFlat(Path.Combine(folder.Path, name), 16, 3, 77);
        TextureFolder read = TextureFolder.Read(folder.Path, 16, 1);
        Assert.That(read.Textures.Select(texture => texture.Name), Is.EquivalentTo(textures));
        Assert.That(read.Skipped, Is.Empty);
        Assert.That(read.Warnings.Count(warning => warning.Contains("only the albedo is trained")), Is.EqualTo(others.Length > 0 ? 1 : 0));
        if (others.Length > 0)
            Assert.That(read.Warnings[0], Does.StartWith($"{others.Length} maps are left out, e.g. "));
    }

    [Test]
    public void Maps_without_an_albedo_are_textures_and_those_left_out_are_told_of_where_too_few_remain()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in new[] { "wall_normal.png", "wall_height.png" })
            TinyTextures.WriteFlat(Path.Combine(folder.Path, name), 16, 3, 77);
        Assert.That(TextureFolder.Read(folder.Path, 16, 2).Textures, Has.Count.EqualTo(2));
        TinyTextures.WriteFlat(Path.Combine(folder.Path, "wall_color.png"), 16, 3, 77);
        Assert.That(
            () => TextureFolder.Read(folder.Path, 16, 2),
            Throws.TypeOf<TrainingException>().With.Message.Contains("only 1 usable image (2 skipped, e.g. wall_height.png: only albedo is trained)"));
    }

    [Test]
    public void Of_many_skipped_images_a_few_are_named()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 20, 32);
        TinyTextures.Write(folder.Path, "small", 12, 16);
        Assert.That(TextureFolder.Read(folder.Path, 32, 2).Warnings, Has.One.Matches("^skipped 12: small/small-0.png: .* and 4 more$"));
    }

    [Test]
    public void Names_may_be_in_any_script()
    {
        using var folder = new TemporaryFolder();
        string[] classes = ["طوب", "レンガ の壁", "🧱 bricks"];
        foreach (string name in classes)
            TinyTextures.Write(folder.Path, name, 2, 16);
        Assert.That(TextureFolder.Read(folder.Path, 16, 6).Classes, Is.EqualTo(classes));
    }

    [TestCase("grey.png", 1)]
    [TestCase("alpha.tga", 4)]
    public void Grey_and_alpha_become_rgb(string name, int channels)
    {
        using var folder = new TemporaryFolder();
        TinyTextures.WriteFlat(Path.Combine(folder.Path, name), 16, channels, 77);
        TextureFolder textures = TextureFolder.Read(folder.Path, 16, 1);
        Assert.That(textures.Textures[0].Image.Pixels, Has.Length.EqualTo(16 * 16 * 3).And.All.EqualTo(77));
    }

    [Test]
    public void An_image_of_one_colour_is_told_of_though_its_channels_differ()
    {
        using var folder = new TemporaryFolder();
        byte[] brown = Enumerable.Range(0, 16 * 16).SelectMany(_ => new byte[] { 120, 60, 40 }).ToArray();
        TinyTextures.Write(Path.Combine(folder.Path, "brown.png"), new RgbImage(16, 16, brown));
        TinyTextures.Write(folder.Path, "bricks", 1, 16);
        Assert.That(TextureFolder.Read(folder.Path, 16, 1, mostAcross: 1).Warnings, Has.One.EqualTo("1 image is of almost one colour, e.g. brown.png"));
    }

    [TestCase(ImageFit.Auto, false, 64, 96)]
    [TestCase(ImageFit.Auto, true, 16, 16)]
    [TestCase(ImageFit.Shrink, false, 16, 24)]
    [TestCase(ImageFit.Crop, false, 160, 240)]
    public void A_large_photograph_is_shrunk_to_a_few_crops(ImageFit fit, bool isSeamless, int width, int height)
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(Path.Combine(folder.Path, "photo.png"), new RgbImage(160, 240, new byte[160 * 240 * 3]));
        var config = new TrainingConfig { Resolution = 16, MinimumImages = 1, Fit = fit, Seamless = isSeamless };
        RgbImage image = TextureFolder.Read(folder.Path, config).Textures[0].Image;
        Assert.That((image.Width, image.Height), Is.EqualTo((width, height)));
    }

    [Test]
    public void Shrinking_averages_areas()
    {
        // Columns 0, 30, 60 with weights 1 and ½, then ½ and 1.
        var image = new RgbImage(3, 1, [0, 0, 0, 30, 30, 30, 60, 60, 60]);
        Assert.That(image.Shrink(2, 1).Pixels, Is.EqualTo(new byte[] { 10, 10, 10, 50, 50, 50 }));
    }

    private static void BeginRun(string path)
    {
        var run = new RunFolder(path);
        run.WriteConfig(new TrainingConfig());
        run.AppendProgress(new TrainingProgress { Step = 0, Steps = 1 });
    }
}
