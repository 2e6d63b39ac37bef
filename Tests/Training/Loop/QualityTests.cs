using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using SagTextures.Training.Data;
using SagTextures.Training.Loop;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Tests.Loop;

public class QualityTests
{
    [Test]
    public void Textures_that_are_alike_measure_as_alike()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 12, 16);
        TextureFolder textures = TextureFolder.Read(folder.Path, 16, 2);
        var quality = new Quality(textures, 16);
        using Tensor grey = zeros(16, 3, 16, 16) + rand(16, 3, 16, 16) * 1e-5;
        IReadOnlyDictionary<string, double> alike = quality.Measure(grey);
        Assert.That(alike["diversity"], Is.LessThan(0.05));
        Assert.That(alike["similarity"], Is.GreaterThan(0.99));

        using Tensor real = TextureTensor.Of(textures.Textures.Select(texture => texture.Image), 16);
        IReadOnlyDictionary<string, double> measured = quality.Measure(real);
        Assert.That(measured["diversity"], Is.EqualTo(1).Within(0.01));
        Assert.That(measured["similarity"], Is.EqualTo(quality.RealSimilarity).Within(1e-6).And.LessThan(alike["similarity"]));
    }

    [Test]
    public void One_texture_for_each_class_is_no_diversity()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "a", 6, 16);
        Directory.CreateDirectory(Path.Combine(folder.Path, "b"));
        for (int i = 0; i < 6; i++)
        {
            var pixels = new byte[16 * 16 * 3];
            new Random(i).NextBytes(pixels);
            TinyTextures.Write(Path.Combine(folder.Path, "b", $"{i}.png"), new RgbImage(16, 16, pixels));
        }
        TextureFolder textures = TextureFolder.Read(folder.Path, 16, 2, mostAcross: 1);
        Tensor real = TextureTensor.Of(textures.Textures.Select(texture => texture.Image), 16);
        Tensor collapsed = cat([real[0].expand(6, -1, -1, -1), real[6].expand(6, -1, -1, -1)]);
        long[] labels = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
        Assert.That(new Quality(textures, 16, labels).Measure(collapsed)["diversity"], Is.LessThan(0.01));
        Assert.That(new Quality(textures, 16, labels).Measure(real)["diversity"], Is.EqualTo(1).Within(0.01));
        Assert.That(new Quality(textures, 16).Measure(collapsed)["diversity"], Is.GreaterThan(0.3), "the classes differ");
    }

    /// <summary>Samples are sorted by class, and there are more of them than a small set has images.</summary>
    [Test]
    public void More_samples_than_images_are_compared_evenly()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "stripes", 6, 16);
        Directory.CreateDirectory(Path.Combine(folder.Path, "dark"));
        for (int i = 0; i < 6; i++)
        {
            var pixels = new byte[16 * 16 * 3];
            new Random(i).NextBytes(pixels);
            TinyTextures.Write(
                Path.Combine(folder.Path, "dark", $"{i}.png"), new RgbImage(16, 16, pixels.Select(value => (byte)(value / 8)).ToArray()));
        }
        TextureFolder textures = TextureFolder.Read(folder.Path, 16, 2);
        var quality = new Quality(textures, 16);
        Tensor twice = TextureTensor.Of(textures.Textures.Select(texture => texture.Image), 16).repeat_interleave(2, 0);
        double oneClass = quality.Measure(twice.narrow(0, 0, 12))[Quality.Score];
        IReadOnlyDictionary<string, double> measured = quality.Measure(twice);
        Assert.That(measured[Quality.Score], Is.LessThan(oneClass / 2));
        Assert.That(measured["kid"], Is.EqualTo(quality.Measure(twice.index_select(0, arange(12, ScalarType.Int64) * 2))["kid"]).Within(1e-6));
    }
}
