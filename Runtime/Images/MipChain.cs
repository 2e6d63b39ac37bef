using System;
using System.Collections.Generic;
using SagTextures.Models;

namespace SagTextures.Images
{
    /// <summary>Builds mip levels by 2×2 averages; of light, not of sRGB bytes, or dark seams would appear in the distance.</summary>
    internal static class MipChain
    {
        private static readonly float[] LinearFromSrgb = BuildTable();

        public static IReadOnlyList<byte[]> Build(byte[] rgba, int width, int height, MapEncoding encoding)
        {
            var levels = new List<byte[]> { rgba };
            while (width > 1 || height > 1)
            {
                levels.Add(Halve(levels[levels.Count - 1], width, height, encoding));
                width = Math.Max(1, width / 2);
                height = Math.Max(1, height / 2);
            }

            return levels;
        }

        private static byte[] Halve(byte[] source, int width, int height, MapEncoding encoding)
        {
            int newWidth = Math.Max(1, width / 2);
            int newHeight = Math.Max(1, height / 2);
            var result = new byte[newWidth * newHeight * 4];
            for (int i = 0; i < result.Length; i++)
            {
                int component = i % 4;
                int x = i / 4 % newWidth * 2;
                int y = i / 4 / newWidth * 2;
                int right = Math.Min(x + 1, width - 1);
                int below = Math.Min(y + 1, height - 1);
                bool isLight = encoding == MapEncoding.Srgb && component < 3;
                float Read(int px, int py)
                {
                    byte value = source[(((py * width) + px) * 4) + component];
                    return isLight ? LinearFromSrgb[value] : value / 255f;
                }

                float mean = (Read(x, y) + Read(right, y) + Read(x, below) + Read(right, below)) / 4f;
                result[i] = (byte)MathF.Round((isLight ? ToSrgb(mean) : mean) * 255f);
            }

            return result;
        }

        /// <summary>IEC 61966-2-1.</summary>
        private static float ToSrgb(float linear) =>
            linear <= 0.0031308f ? 12.92f * linear : (1.055f * MathF.Pow(linear, 1f / 2.4f)) - 0.055f;

        private static float[] BuildTable()
        {
            var table = new float[256];
            for (int i = 0; i < table.Length; i++)
            {
                float value = i / 255f;
                table[i] = value <= 0.04045f ? value / 12.92f : MathF.Pow((value + 0.055f) / 1.055f, 2.4f);
            }

            return table;
        }
    }
}
