using System;
using System.Buffers.Binary;

namespace SagTextures.Training.Data;

/// <summary>Finds JPEG, BMP and TGA files whose end is missing: the decoder fills the rest of the image with what comes to hand.</summary>
internal static class FileEnd
{
    /// <param name="file">An image that the decoder takes.</param>
    /// <returns>False where data is missing; true, too, for the formats that the decoder itself refuses then.</returns>
    public static bool IsThere(ReadOnlySpan<byte> file) => file switch
    {
        [0xFF, 0xD8, ..] => HasEndMarker(file),
        [(byte)'B', (byte)'M', ..] => file.Length >= BmpLength(file),
        // Of all that are read, only TGA has no signature; whether it has a palette, its second byte says.
        [_, 0 or 1, ..] => HasPixels(file),
        _ => true,
    };

    /// <summary>Whether a JPEG's last marker is there. What lies in a segment, a preview say, has one of its own.</summary>
    private static bool HasEndMarker(ReadOnlySpan<byte> file)
    {
        for (int at = 2; at + 1 < file.Length;)
        {
            byte marker = file[at] == 0xFF ? file[at + 1] : (byte)0;
            if (marker == 0xD9)
                return true;
            // Compressed data, fill bytes and restart markers have no length.
            bool isSegment = marker is >= 0xC0 and not (>= 0xD0 and <= 0xD8) and not 0xFF && at + 4 <= file.Length;
            at += isSegment ? 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]) : 1;
        }
        return false;
    }

    /// <summary>Of an uncompressed one, which are all that is read; without the bytes that fill up the last row.</summary>
    private static long BmpLength(ReadOnlySpan<byte> file)
    {
        int start = BinaryPrimitives.ReadInt32LittleEndian(file[10..]);
        // OS/2 has a header of its own.
        (long width, long height, int bits) = BinaryPrimitives.ReadInt32LittleEndian(file[14..]) == 12
            ? (Half(file[18..]), Half(file[20..]), Half(file[24..]))
            : (BinaryPrimitives.ReadInt32LittleEndian(file[18..]), BinaryPrimitives.ReadInt32LittleEndian(file[22..]), Half(file[28..]));
        return start + (Math.Abs(height) - 1) * ((width * bits + 31) / 32 * 4) + (width * bits + 7) / 8;
    }

    private static bool HasPixels(ReadOnlySpan<byte> tga)
    {
        int palette = tga[1] * Half(tga[5..]) * ((tga[7] + 7) / 8), pixel = (tga[16] + 7) / 8;
        long at = 18 + tga[0] + palette, pixels = (long)Half(tga[12..]) * Half(tga[14..]);
        bool isPacked = tga[2] >= 8;
        if (!isPacked)
            return at + pixels * pixel <= tga.Length;
        while (pixels > 0 && at < tga.Length)
        {
            // A packet: one pixel for all of it, or each.
            int head = tga[(int)at], count = (head & 127) + 1;
            at += 1 + (head >= 128 ? 1 : count) * pixel;
            pixels -= count;
        }
        return pixels <= 0 && at <= tga.Length;
    }

    private static int Half(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt16LittleEndian(at);
}
