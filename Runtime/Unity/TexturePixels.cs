using System.Collections.Generic;
using System.Linq;
using SagTextures.Images;
using SagTextures.Models;
using UnityEngine;

namespace SagTextures.Unity
{
    /// <summary>A map's pixels in Unity's order. Made on any thread; uploaded on the main thread, which is all that it has to do.</summary>
    internal sealed class TexturePixels
    {
        private const int AnisoLevel = 8;

        private readonly TextureMap map;
        private readonly string name;
        private readonly byte[] pixels;

        private TexturePixels(TextureMap map, ulong seed)
        {
            this.map = map;
            name = $"{map.Name} {seed}";
            pixels = BottomUpPixels.Of(map);
        }

        /// <summary>albedo, normal, …</summary>
        public string MapName => map.Name;

        /// <exception cref="SagTexturesException">There is no such map.</exception>
        public static TexturePixels Of(GeneratedTexture texture, string? map) =>
            new TexturePixels(map == null ? texture.Maps[0] : texture.Map(map), texture.Seed);

        /// <summary>The maps that lit shaders have slots for: grey ones packed into a mask, the others as they are.</summary>
        public static TexturePixels[] ForMaterial(GeneratedTexture texture)
        {
            IEnumerable<TextureMap> maps = texture.Maps.Where(map => !MaskMap.Packs(map.Name));
            if (MaskMap.Of(texture) is { } mask)
            {
                maps = maps.Append(mask);
            }

            return maps.Select(map => new TexturePixels(map, texture.Seed)).ToArray();
        }

        /// <summary>A repeating texture; colours are marked as sRGB, all else as plain numbers.</summary>
        /// <param name="readable">Keep a copy in main memory.</param>
        public Texture2D Upload(bool readable = false)
        {
            var texture = new Texture2D(map.Width, map.Height, TextureFormat.RGBA32, map.MipLevels, map.Encoding == MapEncoding.Linear)
            {
                name = name,
                wrapMode = TextureWrapMode.Repeat,
                filterMode = map.MipLevels > 1 ? FilterMode.Trilinear : FilterMode.Bilinear,
                anisoLevel = AnisoLevel,
            };
            texture.LoadRawTextureData(pixels);
            texture.Apply(updateMipmaps: false, makeNoLongerReadable: !readable);
            return texture;
        }
    }
}
