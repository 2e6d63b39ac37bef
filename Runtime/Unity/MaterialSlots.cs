using System.Collections.Generic;
using UnityEngine;

namespace SagTextures.Unity
{
    /// <summary>
    /// Where lit shaders have their maps: the names of the built-in render pipeline, URP and HDRP. A material has some of them;
    /// those are set.
    /// </summary>
    public static class MaterialSlots
    {
        private static readonly Dictionary<string, string[]> Properties = new Dictionary<string, string[]>
        {
            ["albedo"] = new[] { "_BaseMap", "_BaseColorMap", "_MainTex" },
            ["normal"] = new[] { "_BumpMap", "_NormalMap" },
            ["height"] = new[] { "_ParallaxMap", "_HeightMap" },
            ["emission"] = new[] { "_EmissionMap", "_EmissiveColorMap" },
            ["mask"] = new[] { "_MaskMap", "_MetallicGlossMap", "_OcclusionMap" },
        };

        /// <summary>Keywords that make a lit shader read a map at all. A property block cannot set them.</summary>
        private static readonly Dictionary<string, string[]> Keywords = new Dictionary<string, string[]>
        {
            ["normal"] = new[] { "_NORMALMAP", "_NORMALMAP_TANGENT_SPACE" },
            ["height"] = new[] { "_PARALLAXMAP" },
            ["emission"] = new[] { "_EMISSION", "_EMISSIVE_COLOR_MAP" },
            ["mask"] = new[] { "_MASKMAP", "_METALLICGLOSSMAP", "_METALLICSPECGLOSSMAP", "_OCCLUSIONMAP" },
        };

        /// <summary>The texture properties of a material that show a map; empty where it has none.</summary>
        public static IReadOnlyList<string> Of(Material material, string map)
        {
            var found = new List<string>();
            foreach (string property in Properties.TryGetValue(map, out string[]? names) ? names : new[] { "_" + map })
            {
                if (material.HasProperty(property))
                {
                    found.Add(property);
                }
            }

            return found;
        }

        /// <summary>Sets the textures on a material, and turns on the shader features that show them.</summary>
        public static void Apply(Material material, SagTextureSet set)
        {
            foreach (KeyValuePair<string, Texture2D> map in set.Textures)
            {
                IReadOnlyList<string> properties = Of(material, map.Key);
                foreach (string property in properties)
                {
                    material.SetTexture(property, map.Value);
                }

                if (properties.Count > 0 && Keywords.TryGetValue(map.Key, out string[]? keywords))
                {
                    foreach (string keyword in keywords)
                    {
                        material.EnableKeyword(keyword);
                    }
                }
            }
        }

        /// <summary>Sets the textures for one renderer, without a material of its own.</summary>
        public static void Apply(MaterialPropertyBlock block, Material material, SagTextureSet set)
        {
            foreach (KeyValuePair<string, Texture2D> map in set.Textures)
            {
                foreach (string property in Of(material, map.Key))
                {
                    block.SetTexture(property, map.Value);
                }
            }
        }
    }
}
