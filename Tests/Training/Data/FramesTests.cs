using System;
using System.IO;
using System.Linq;
using NUnit.Framework;
using SagTextures.Training;
using SagTextures.Training.Data;
using SagTextures.Training.SampleSet;

namespace SagTextures.Tests.Data;

public class FramesTests
{
    private const int Size = 64, Tint = 12;

    [Test]
    public void A_frame_takes_on_the_colour_behind_it_and_the_inside_stays()
    {
        RgbImage image = Material(), framed = Framed(image, across: true, down: true), evened = Frames.Remove(framed);
        Assert.That(Deviation(framed), Is.GreaterThan(0.8 * Tint));
        Assert.That(Deviation(evened), Is.LessThan(0.2 * Tint));
        Assert.That(evened.Middle(Size - 4).Pixels, Is.EqualTo(image.Middle(Size - 4).Pixels));
    }

    /// <summary>Rows of different colours hide the frame's rows among them, but not its columns.</summary>
    [Test]
    public void A_frame_across_the_grain_of_wood_is_found()
    {
        var random = new Random(3);
        int[] grain = Enumerable.Range(0, Size).Select(_ => random.Next(-12, 13)).ToArray();
        RgbImage material = Material();
        RgbImage wood = material with { Pixels = material.Pixels.Select((value, i) => (byte)(value / 4 + 80 + grain[i / 3 / Size])).ToArray() };
        RgbImage framed = Framed(wood, across: true, down: true);
        Assert.That(Frames.Remove(wood), Is.SameAs(wood));
        Assert.That(Deviation(framed), Is.GreaterThan(0.8 * Tint));
        Assert.That(Deviation(Frames.Remove(framed)), Is.LessThan(0.2 * Tint));
    }

    /// <summary>Joints are strong, too, but hardly the same on all sides.</summary>
    [TestCase(20, 20, true)]
    [TestCase(20, 11, false)]
    [TestCase(36, 36, false)]
    public void A_strong_frame_is_the_same_on_all_sides(int across, int down, bool isFrame)
    {
        RgbImage image = Framed(Framed(Material(), across: true, down: false, across), across: false, down: true, down);
        Assert.That(Frames.Remove(image), isFrame ? Is.Not.SameAs(image) : Is.SameAs(image));
    }

    [Test]
    public void A_strong_joint_of_two_lines_stays()
    {
        RgbImage quiet = Material() with { Pixels = Material().Pixels.Select(value => (byte)(value / 4 + 80)).ToArray() };
        RgbImage frame = Framed(quiet, across: true, down: true, tint: 20), joint = Framed(quiet, across: true, down: true, tint: 20, depth: 2);
        Assert.That(Frames.Remove(frame), Is.Not.SameAs(frame));
        Assert.That(Frames.Remove(joint), Is.SameAs(joint));
    }

    [Test]
    public void An_image_without_a_frame_stays_as_it_is()
    {
        RgbImage image = Material();
        Assert.That(Frames.Remove(image), Is.SameAs(image));
    }

    /// <summary>Such as boards have.</summary>
    [TestCase(true, false)]
    [TestCase(false, true)]
    public void A_joint_along_one_side_stays(bool across, bool down)
    {
        RgbImage image = Framed(Material(), across, down);
        Assert.That(Frames.Remove(image), Is.SameAs(image));
    }

    [TestCaseSource(typeof(SampleTextureSet), nameof(SampleTextureSet.Classes))]
    public void Materials_without_a_frame_stay_as_they_are(string materialClass)
    {
        for (int i = 0; i < 40; i++)
        {
            var image = new RgbImage(Size, Size, SampleTextureSet.Create(materialClass, i, Size, seed: 1).Map("albedo"));
            Assert.That(Frames.Remove(image), Is.SameAs(image), $"texture {i}");
        }
    }

    [Test]
    public void A_seamless_training_evens_frames_out_and_tells_of_it()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(Path.Combine(folder.Path, "framed.png"), Framed(Material(), across: true, down: true));
        TinyTextures.Write(Path.Combine(folder.Path, "whole.png"), Material());
        var config = new TrainingConfig { Resolution = Size, Seamless = true };
        TextureFolder evened = TextureFolder.Read(folder.Path, config), kept = TextureFolder.Read(folder.Path, config with { MendSeams = false });
        Assert.That(evened.Warnings, Has.One.Contains("1 image has a frame of another tint, e.g. framed.png"));
        Assert.That(kept.Warnings, Has.None.Contains("frame"));
        Assert.That(Deviation(evened.Textures[0].Image), Is.LessThan(0.2 * Tint));
        Assert.That(Deviation(kept.Textures[0].Image), Is.GreaterThan(0.8 * Tint));
    }

    /// <summary>Before it is shrunk, when it is a line or two of nothing but the tint.</summary>
    [Test]
    public void A_frame_of_an_image_of_twice_the_size_is_evened_out()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(Path.Combine(folder.Path, "framed.png"), Framed(Material(), across: true, down: true));
        TinyTextures.Write(Path.Combine(folder.Path, "whole.png"), Material());
        TextureFolder read = TextureFolder.Read(folder.Path, new TrainingConfig { Resolution = Size / 2, Seamless = true });
        Assert.That(read.Warnings, Has.One.Contains("1 image has a frame of another tint, e.g. framed.png"));
        RgbImage framed = read.Textures[0].Image, whole = read.Textures[1].Image;
        Assert.That(whole.Pixels, Is.EqualTo(Material().Shrink(Size / 2, Size / 2).Pixels));
        Assert.That(framed.Crop(1, 1, Size / 2 - 2).Pixels, Is.EqualTo(whole.Crop(1, 1, Size / 2 - 2).Pixels));
    }

    [Test]
    public void An_image_without_a_frame_is_shrunk_once()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(Path.Combine(folder.Path, "whole.png"), Material());
        var config = new TrainingConfig { Resolution = 16, Seamless = true, MinimumImages = 1 };
        Assert.That(TextureFolder.Read(folder.Path, config).Textures[0].Image.Pixels, Is.EqualTo(Material().Shrink(16, 16).Pixels));
    }

    [Test]
    public void Corners_take_on_the_colour_once()
    {
        RgbImage flat = Material() with { Pixels = Enumerable.Repeat((byte)110, Size * Size * 3).ToArray() };
        Assert.That(Frames.Remove(Framed(flat, across: true, down: true)).Pixels, Is.EqualTo(flat.Pixels));
    }

    [Test]
    public void Frames_stay_where_images_are_only_left_out()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(Path.Combine(folder.Path, "framed.png"), Framed(Material(), across: true, down: true));
        var config = new TrainingConfig { Resolution = Size, Seamless = true, MendSeams = false, DropSeams = true, MinimumImages = 1 };
        TextureFolder read = TextureFolder.Read(folder.Path, config);
        Assert.That(read.Warnings, Has.None.Contains("frame"));
        Assert.That(Deviation(read.Textures[0].Image), Is.GreaterThan(0.8 * Tint));
    }

    /// <summary>Grains that tile, of different size in every pixel.</summary>
    private static RgbImage Material()
    {
        var random = new Random(7);
        var pixels = new byte[Size * Size * 3];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(110 + random.Next(-20, 21));
        return new RgbImage(Size, Size, pixels);
    }

    private static RgbImage Framed(RgbImage image, bool across, bool down, int tint = Tint, int depth = 1)
    {
        var pixels = (byte[])image.Pixels.Clone();
        for (int i = 0; i < pixels.Length; i++)
        {
            int x = i / 3 % Size, y = i / 3 / Size;
            if ((across && IsEdge(x)) || (down && IsEdge(y)))
                pixels[i] += (byte)tint;
        }
        return image with { Pixels = pixels };

        bool IsEdge(int place) => place < depth || place >= Size - depth;
    }

    /// <summary>Mean of the first column less that of the inside.</summary>
    private static double Deviation(RgbImage image) =>
        Enumerable.Range(0, Size).Average(y => (double)image.Pixels[y * Size * 3])
        - Enumerable.Range(0, Size).Average(y => Enumerable.Range(8, Size - 16).Average(x => (double)image.Pixels[(y * Size + x) * 3]));
}
