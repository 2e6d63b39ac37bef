using System;
using System.Buffers.Binary;

namespace SagTextures.Training.Data;

/// <summary>How a camera was held, which JPEG files tell in their EXIF header (tag 0x0112, values 1 to 8).</summary>
internal static class ExifOrientation
{
    private const int Upright = 1, OrientationTag = 0x0112;

    /// <returns>1 to 8; 1 where the file says nothing, or nothing sensible.</returns>
    public static int Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 4 || file[0] != 0xFF || file[1] != 0xD8)
            return Upright;
        for (int at = 2; at + 4 <= file.Length && file[at] == 0xFF && file[at + 1] != 0xDA;)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
                return Upright;
            ReadOnlySpan<byte> segment = file.Slice(at + 4, length - 2);
            if (file[at + 1] == 0xE1 && segment.StartsWith("Exif\0\0"u8))
                return ReadTiff(segment[6..]);
            at += 2 + length;
        }
        return Upright;
    }

    /// <summary>Turns and mirrors an image so that it stands upright.</summary>
    public static RgbImage Apply(RgbImage image, int orientation)
    {
        if (orientation is <= Upright or > 8)
            return image;
        // From 5 on rows are columns; pixel (x, y) of the result comes from (sx, sy) of the file.
        bool turned = orientation >= 5;
        (int width, int height) = turned ? (image.Height, image.Width) : (image.Width, image.Height);
        var pixels = new byte[image.Pixels.Length];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
            {
                (int sx, int sy) = turned ? (y, x) : (x, y);
                if (orientation is 2 or 3 or 7 or 8)
                    sx = image.Width - 1 - sx;
                if (orientation is 3 or 4 or 6 or 7)
                    sy = image.Height - 1 - sy;
                image.Pixels.AsSpan((sy * image.Width + sx) * 3, 3).CopyTo(pixels.AsSpan((y * width + x) * 3));
            }
        return new RgbImage(width, height, pixels);
    }

    private static int ReadTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
            return Upright;
        bool isLittle = tiff[0] == 'I';
        uint directory = Word(tiff[4..]);
        if (directory + 2 > tiff.Length)
            return Upright;
        int count = Half(tiff[(int)directory..]);
        for (int i = 0; i < count; i++)
        {
            long entry = directory + 2 + i * 12L;
            if (entry + 12 > tiff.Length)
                return Upright;
            if (Half(tiff[(int)entry..]) == OrientationTag)
                return Half(tiff[(int)(entry + 8)..]) is >= 1 and <= 8 and var found ? found : Upright;
        }
        return Upright;

        int Half(ReadOnlySpan<byte> at) =>
            isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

        uint Word(ReadOnlySpan<byte> at) =>
            isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);
    }
}
