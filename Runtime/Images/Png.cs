using System;
using StbImageWriteSharp;

namespace SagTextures.Images
{
    /// <summary>Writes PNG files.</summary>
    public static class Png
    {
        /// <summary>Writes RGBA8 pixels, keeping 1 (grey), 3 (RGB; also for 2) or 4 channels of them.</summary>
        /// <exception cref="SagTexturesException">The file cannot be written.</exception>
        public static void Write(string path, ReadOnlySpan<byte> rgba, int width, int height, int channels)
        {
            int kept = channels == 2 ? 3 : channels;
            var data = new byte[width * height * kept];
            for (int i = 0; i < data.Length; i++)
            {
                data[i] = rgba[(i / kept * 4) + (i % kept)];
            }

            ColorComponents components = kept switch
            {
                1 => ColorComponents.Grey,
                3 => ColorComponents.RedGreenBlue,
                _ => ColorComponents.RedGreenBlueAlpha,
            };
            AtomicFile.Write(path, stream => new ImageWriter().WritePng(data, width, height, components, stream));
        }
    }
}
