using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using NUnit.Framework;
using SagTextures.Training.Data;
using StbImageWriteSharp;

namespace SagTextures.Tests.Data;

public class ImageDecoderTests
{
    private TemporaryFolder folder = null!;

    [SetUp]
    public void Create() => folder = new TemporaryFolder();

    [TearDown]
    public void Delete() => folder.Dispose();

    [Test]
    public void Behind_transparent_pixels_lies_the_mean_of_the_others()
    {
        string path = Path.Combine(folder.Path, "leaf.png");
        byte[] rgba = [200, 100, 50, 255, 100, 60, 30, 255, 0, 0, 0, 0, 255, 255, 255, 0];
        using (FileStream stream = File.Create(path))
            new ImageWriter().WritePng(rgba, 2, 2, ColorComponents.RedGreenBlueAlpha, stream);
        Assert.That(
            ImageDecoder.Decode(path).Image!.Pixels,
            Is.EqualTo(new byte[] { 200, 100, 50, 100, 60, 30, 150, 80, 40, 150, 80, 40 }));
    }

    /// <summary>What each value says of the file: where its rows and columns belong (EXIF 2.3, section 4.6.4).</summary>
    [TestCase(1, "abcdef", 2)]
    [TestCase(2, "badcfe", 2)]
    [TestCase(3, "fedcba", 2)]
    [TestCase(4, "efcdab", 2)]
    [TestCase(5, "acebdf", 3)]
    [TestCase(6, "ecafdb", 3)]
    [TestCase(7, "fdbeca", 3)]
    [TestCase(8, "bdface", 3)]
    public void Cameras_may_be_held_any_way(int orientation, string upright, int width)
    {
        // Rows ab, cd, ef.
        var image = new RgbImage(2, 3, "abcdef".SelectMany(letter => new[] { (byte)letter, (byte)letter, (byte)letter }).ToArray());
        RgbImage result = ExifOrientation.Apply(image, orientation);
        Assert.That(result.Width, Is.EqualTo(width));
        Assert.That(string.Concat(result.Pixels.Where((_, i) => i % 3 == 0).Select(value => (char)value)), Is.EqualTo(upright));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_jpeg_says_how_it_was_held(bool isLittle)
    {
        byte[] tiff = isLittle
            ? [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]
            : [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        byte[] exif = [0xFF, 0xE1, 0, (byte)(tiff.Length + 8), .. "Exif\0\0"u8, .. tiff];
        using var jpeg = new MemoryStream();
        new ImageWriter().WriteJpg(new byte[16 * 8 * 3], 16, 8, ColorComponents.RedGreenBlue, jpeg, 90);
        byte[] bytes = [.. jpeg.ToArray()[..2], .. exif, .. jpeg.ToArray()[2..]];
        Assert.That(ExifOrientation.Read(bytes), Is.EqualTo(6));
        string path = Path.Combine(folder.Path, "held.jpg");
        File.WriteAllBytes(path, bytes);
        RgbImage image = ImageDecoder.Decode(path).Image!;
        Assert.That((image.Width, image.Height), Is.EqualTo((8, 16)));
        // A header that lies about its sizes is no reason to fail.
        for (int length = 2; length < exif.Length; length++)
            Assert.That(ExifOrientation.Read(bytes.AsSpan(0, 2 + length)), Is.EqualTo(1).Or.EqualTo(6));
    }

    [Test]
    public void Sixteen_bits_and_names_in_any_script_are_read()
    {
        string path = Path.Combine(folder.Path, "レンガ кирпич 砖.png");
        File.WriteAllBytes(path, Png16(grey: 0xC8C8));
        Assert.That(ImageDecoder.Decode(path).Image!.Pixels, Has.Length.EqualTo(4 * 4 * 3).And.All.EqualTo(0xC8));
    }

    /// <summary>A 4×4 grey PNG of 16 bits.</summary>
    private static byte[] Png16(ushort grey)
    {
        byte[] row = [0, .. Enumerable.Repeat(new[] { (byte)(grey >> 8), (byte)grey }, 4).SelectMany(pixel => pixel)];
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Optimal))
            for (int y = 0; y < 4; y++)
                zlib.Write(row);
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
            .. Chunk("IHDR", [0, 0, 0, 4, 0, 0, 0, 4, 16, 0, 0, 0, 0]), .. Chunk("IDAT", data.ToArray()), .. Chunk("IEND", []),
        ];

        static byte[] Chunk(string type, byte[] content)
        {
            byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(type), .. content];
            uint crc = uint.MaxValue;
            foreach (byte value in body)
            {
                crc ^= value;
                for (int bit = 0; bit < 8; bit++)
                    crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            }
            crc = ~crc;
            return [0, 0, 0, (byte)content.Length, .. body, (byte)(crc >> 24), (byte)(crc >> 16), (byte)(crc >> 8), (byte)crc];
        }
    }
}
