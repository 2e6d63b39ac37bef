using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Models;

namespace SagTextures.Images
{
    /// <summary>
    /// Packs grey maps into one texture as game engines read them: red metallic, green ambient occlusion, alpha smoothness.
    /// It serves as HDRP's mask map, and as metallic and occlusion map of URP's and the built-in lit shaders.
    /// </summary>
    internal static class MaskMap
    {
        public const string Name = "mask";
        private const string Metallic = "metallic", Occlusion = "ao", Roughness = "roughness";

        /// <summary>The mask of a texture, or null where it has none of the three maps.</summary>
        public static TextureMap? Of(GeneratedTexture texture)
        {
            TextureMap? metallic = Find(texture, Metallic), occlusion = Find(texture, Occlusion), roughness = Find(texture, Roughness);
            TextureMap? any = metallic ?? occlusion ?? roughness;
            if (any == null)
            {
                return null;
            }

            var levels = new List<byte[]>();
            for (int level = 0; level < any.MipLevels; level++)
            {
                var pixels = new byte[any.Mip(level).Length];
                for (int i = 0; i < pixels.Length; i += 4)
                {
                    pixels[i] = Grey(metallic, level, i, missing: 0);
                    pixels[i + 1] = Grey(occlusion, level, i, missing: 255);
                    pixels[i + 3] = (byte)(255 - Grey(roughness, level, i, missing: 128));
                }

                levels.Add(pixels);
            }

            return new TextureMap(new ModelMap(Name, 4, MapEncoding.Linear), any.Width, any.Height, levels);
        }

        /// <summary>Whether a map goes into the mask.</summary>
        public static bool Packs(string map) => map == Metallic || map == Occlusion || map == Roughness;

        private static TextureMap? Find(GeneratedTexture texture, string name) => texture.Maps.FirstOrDefault(map => map.Name == name);

        private static byte Grey(TextureMap? map, int level, int position, byte missing) =>
            map == null ? missing : map.Mip(level)[position];
    }
}
