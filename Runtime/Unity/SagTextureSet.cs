using System;
using System.Collections.Generic;
using UnityEngine;

namespace SagTextures.Unity
{
    /// <summary>
    /// The textures of one seed for one material, by map name: albedo, normal, height, emission, and mask (red metallic, green
    /// occlusion, alpha smoothness), as far as the model makes them. Used on the main thread.
    /// </summary>
    public sealed class SagTextureSet : IDisposable
    {
        private readonly Dictionary<string, Texture2D> textures = new Dictionary<string, Texture2D>();

        internal SagTextureSet(ulong seed, IEnumerable<TexturePixels> maps)
        {
            Seed = seed;
            foreach (TexturePixels map in maps)
            {
                textures.Add(map.MapName, map.Upload());
            }
        }

        /// <summary>The seed that they came from.</summary>
        public ulong Seed { get; }

        /// <summary>The textures by map name.</summary>
        public IReadOnlyDictionary<string, Texture2D> Textures => textures;

        /// <summary>Destroys the textures.</summary>
        public void Dispose()
        {
            foreach (Texture2D texture in textures.Values)
            {
                UnityObjects.Destroy(texture);
            }

            textures.Clear();
        }
    }
}
