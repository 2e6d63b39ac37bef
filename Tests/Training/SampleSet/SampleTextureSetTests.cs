using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using SagTextures.Training.SampleSet;
using StbImageSharp;

namespace SagTextures.Tests.SampleSet;

public sealed class SampleTextureSetTests
{
    private string folder = "";

    private static IEnumerable<string> Classes => SampleTextureSet.Classes;

    [SetUp]
    public void CreateFolder() => folder = Directory.CreateTempSubdirectory("sag-samples-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void WritesOneFolderAClassWithTheMapsAskedFor()
    {
        SampleTextureSet.Write(folder, count: 2, size: 16, ["albedo", "normal", "height"], seed: 1);

        string[] folders = Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)!).Order().ToArray();
        string[] bricks = Directory.GetFiles(Path.Combine(folder, "bricks")).Select(path => Path.GetFileName(path)!).Order().ToArray();
        Assert.That(folders, Is.EqualTo(SampleTextureSet.Classes));
        Assert.That(bricks, Is.EqualTo(new[]
        {
            "bricks_001_albedo.png", "bricks_001_height.png", "bricks_001_normal.png",
            "bricks_002_albedo.png", "bricks_002_height.png", "bricks_002_normal.png",
        }));
    }

    [Test]
    public void AlbedoAloneHasNoSuffixAndTheSizeAskedFor()
    {
        SampleTextureSet.Write(folder, count: 1, size: 24, ["albedo"], seed: 1);

        using FileStream stream = File.OpenRead(Path.Combine(folder, "tiles", "tiles_001.png"));
        ImageInfo info = ImageInfo.FromStream(stream)!.Value;
        Assert.That((info.Width, info.Height), Is.EqualTo((24, 24)));
    }

    [TestCaseSource(nameof(Classes))]
    public void SameSeedSameTextureOtherSeedAnother(string materialClass)
    {
        byte[] first = SampleTextureSet.Create(materialClass, index: 3, size: 32, seed: 7).Map("albedo");
        byte[] again = SampleTextureSet.Create(materialClass, index: 3, size: 32, seed: 7).Map("albedo");
        byte[] other = SampleTextureSet.Create(materialClass, index: 3, size: 32, seed: 8).Map("albedo");

        Assert.That(again, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));
    }

    [TestCaseSource(nameof(Classes))]
    public void TheStepAcrossTheEdgeIsNoLargerThanStepsInside(string materialClass)
    {
        const int size = 64;
        var columns = new double[size];
        var rows = new double[size];
        for (int index = 0; index < 6; index++)
        {
            byte[] pixels = SampleTextureSet.Create(materialClass, index, size, seed: 1).Map("albedo");
            for (int step = 0; step < size; step++)
            {
                columns[step] += ColumnChange(pixels, size, step);
                rows[step] += RowChange(pixels, size, step);
            }
        }
        // A joint may lie on the border, so the measure is the busiest step inside, not the mean.
        Assert.That(columns[^1], Is.LessThanOrEqualTo(1.1 * columns[..^1].Max()));
        Assert.That(rows[^1], Is.LessThanOrEqualTo(1.1 * rows[..^1].Max()));
    }

    [Test]
    public void EveryMaterialRepeatsExactlyWithPeriodOne()
    {
        for (int index = 0; index < 4; index++)
        {
            foreach (IMaterial material in SampleTextureSet.CreateMaterials(index, seed: 5))
            {
                double difference = 0;
                for (int i = 0; i < 256; i++)
                {
                    float t = (i + 0.37f) / 256;
                    difference += Difference(material.At(0, t), material.At(1, t)) + Difference(material.At(t, 0), material.At(t, 1));
                }
                Assert.That(difference / 512, Is.LessThan(2e-3), material.GetType().Name);
            }
        }
    }

    [Test]
    public void NormalMapOfAFlatPlaceIsBlueAndUnitLong()
    {
        byte[] pixels = SampleTextureSet.Create("tiles", index: 0, size: 64, seed: 1).Map("normal");
        double worst = 0, blue = 0;
        for (int i = 0; i < pixels.Length; i += 3)
        {
            double x = pixels[i] / 127.5 - 1, y = pixels[i + 1] / 127.5 - 1, z = pixels[i + 2] / 127.5 - 1;
            worst = Math.Max(worst, Math.Sqrt(x * x + y * y + z * z));
            blue += z / (pixels.Length / 3);
        }
        Assert.That(worst, Is.LessThan(1.02));
        Assert.That(blue, Is.GreaterThan(0.8));
    }

    [Test]
    public void UnknownMapIsRefusedByName() =>
        Assert.That(
            () => SampleTextureSet.Write(folder, 1, 16, ["specular"], seed: 1),
            Throws.TypeOf<SagTexturesException>().With.Message.Contains("specular"));

    private static double Difference(SurfacePoint a, SurfacePoint b) =>
        Math.Abs(a.Height - b.Height) + (a.Color - b.Color).Length() + Math.Abs(a.Roughness - b.Roughness);

    private static double ColumnChange(byte[] pixels, int size, int x) =>
        Enumerable.Range(0, size * 3).Sum(i => Math.Abs(At(pixels, size, x, i / 3, i % 3) - At(pixels, size, x + 1, i / 3, i % 3)));

    private static double RowChange(byte[] pixels, int size, int y) =>
        Enumerable.Range(0, size * 3).Sum(i => Math.Abs(At(pixels, size, i / 3, y, i % 3) - At(pixels, size, i / 3, y + 1, i % 3)));

    private static int At(byte[] pixels, int size, int x, int y, int channel) =>
        pixels[(y % size * size + x % size) * 3 + channel];
}
