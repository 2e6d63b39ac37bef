using System;

namespace SagTextures.Images
{
    /// <summary>Pixels as OpenGL and Unity store them: the bottom row first, all mip levels one after the other.</summary>
    internal static class BottomUpPixels
    {
        /// <returns>RGBA8.</returns>
        public static byte[] Of(TextureMap map)
        {
            int length = 0;
            for (int level = 0; level < map.MipLevels; level++)
            {
                length += map.Mip(level).Length;
            }

            var pixels = new byte[length];
            int position = 0;
            for (int level = 0; level < map.MipLevels; level++)
            {
                ReadOnlySpan<byte> rows = map.Mip(level);
                int stride = Math.Max(1, map.Width >> level) * 4;
                for (int start = rows.Length - stride; start >= 0; start -= stride)
                {
                    rows.Slice(start, stride).CopyTo(pixels.AsSpan(position));
                    position += stride;
                }
            }

            return pixels;
        }
    }
}
