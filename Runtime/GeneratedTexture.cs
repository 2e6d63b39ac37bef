using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SagTextures
{
    /// <summary>A texture that a <see cref="TextureGenerator"/> made: one image for each of the model's maps.</summary>
    public sealed class GeneratedTexture : IDisposable
    {
        private IReadOnlyList<TextureMap>? maps;

        internal GeneratedTexture(ulong seed, int width, int height, IReadOnlyList<TextureMap> maps)
        {
            Seed = seed;
            Width = width;
            Height = height;
            this.maps = maps;
        }

        /// <summary>The seed that it came from.</summary>
        public ulong Seed { get; }

        /// <summary>Pixels.</summary>
        public int Width { get; }

        /// <summary>Pixels.</summary>
        public int Height { get; }

        /// <summary>The maps, in the model's order.</summary>
        /// <exception cref="ObjectDisposedException">The texture was disposed of.</exception>
        public IReadOnlyList<TextureMap> Maps => maps ?? throw new ObjectDisposedException(nameof(GeneratedTexture));

        /// <summary>The map of that name.</summary>
        /// <exception cref="SagTexturesException">There is none; the message lists those there are.</exception>
        public TextureMap Map(string name) => Maps.FirstOrDefault(map => map.Name == name)
            ?? throw new SagTexturesException(
                $"The texture has no map \"{name}\"; it has {string.Join(", ", Maps.Select(map => map.Name))}.");

        /// <summary>
        /// Writes the first map to this file and every further one beside it: wall.png, wall_normal.png, …
        /// </summary>
        /// <exception cref="SagTexturesException">A file cannot be written.</exception>
        public void SavePng(string path)
        {
            string stem = Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, Path.GetFileNameWithoutExtension(path));
            for (int i = 0; i < Maps.Count; i++)
            {
                Maps[i].SavePng(i == 0 ? path : $"{stem}_{Maps[i].Name}{Path.GetExtension(path)}");
            }
        }

        /// <summary>Lets go of the pixels.</summary>
        public void Dispose() => maps = null;
    }
}
