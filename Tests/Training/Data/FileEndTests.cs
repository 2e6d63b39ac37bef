using System;
using System.IO;
using NUnit.Framework;
using SagTextures.Training.Data;
using StbImageWriteSharp;

namespace SagTextures.Tests.Data;

public class FileEndTests
{
    private const int Width = 13, Height = 9;

    [TestCase("jpg", 2)]
    [TestCase("bmp", 1)]
    [TestCase("tga", 1)]
    [TestCase("packed.tga", 1)]
    public void An_image_whose_end_is_missing_is_refused(string kind, int lacking)
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "a." + kind);
        byte[] whole = Write(kind);
        File.WriteAllBytes(path, whole);
        RgbImage? image = ImageDecoder.Decode(path).Image;
        Assert.That((image?.Width, image?.Height), Is.EqualTo((Width, Height)));
        File.WriteAllBytes(path, [.. whole, 0, 1, 2]);
        Assert.That(ImageDecoder.Decode(path).Image, Is.Not.Null, "what comes after the end does no harm");
        foreach (int length in new[] { whole.Length - lacking, whole.Length * 2 / 3 })
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.That(ImageDecoder.Decode(path), Is.EqualTo(((RgbImage?)null, "its end is missing")), $"{length} of {whole.Length}");
        }
    }

    [Test]
    public void Only_the_last_of_a_jpegs_scans_ends_it()
    {
        byte[] preview = [0xFF, 0xE1, 0, 6, 0xFF, 0xD8, 0xFF, 0xD9];
        byte[] scan = [0xFF, 0xDA, 0, 3, 0xD9, 0x12, 0xFF, 0, 0xD9, 0xFF, 0xD0, 0x34, 0xFF, 0xFF];
        byte[] table = [0xFF, 0xC4, 0, 4, 0xFF, 0xD9];
        byte[] file = [0xFF, 0xD8, .. preview, .. scan, .. table, .. scan, 0xFF, 0xD9];
        Assert.That(FileEnd.IsThere(file));
        for (int length = 2; length < file.Length; length++)
            Assert.That(FileEnd.IsThere(file.AsSpan(0, length)), Is.False, $"{length} of {file.Length}");
    }

    /// <summary>Noise, of which little can be packed.</summary>
    private static byte[] Write(string kind)
    {
        var pixels = new byte[Width * Height * 3];
        new Random(1).NextBytes(pixels);
        Array.Fill(pixels, (byte)7, 0, 60);
        using var stream = new MemoryStream();
        var writer = new ImageWriter();
        switch (kind)
        {
            case "jpg":
                writer.WriteJpg(pixels, Width, Height, ColorComponents.RedGreenBlue, stream, 90);
                break;
            case "bmp":
                writer.WriteBmp(pixels, Width, Height, ColorComponents.RedGreenBlue, stream);
                break;
            default:
                StbImageWrite.stbi_write_tga_with_rle = kind == "tga" ? 0 : 1;
                writer.WriteTga(pixels, Width, Height, ColorComponents.RedGreenBlue, stream);
                break;
        }
        // Up to the last pixel: what fills up its row is not missed.
        return kind == "bmp" ? stream.ToArray()[..^1] : stream.ToArray();
    }
}
