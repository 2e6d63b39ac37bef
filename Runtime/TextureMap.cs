using System;
using System.Collections.Generic;
using SagTextures.Images;
using SagTextures.Models;

namespace SagTextures
{
    /// <summary>One image of a texture.</summary>
    public sealed class TextureMap
    {
        private readonly IReadOnlyList<byte[]> levels;

        internal TextureMap(ModelMap map, int width, int height, IReadOnlyList<byte[]> levels)
        {
            Name = map.Name;
            Channels = map.Channels;
            Encoding = map.Encoding;
            Width = width;
            Height = height;
            this.levels = levels;
        }

        /// <summary>albedo, normal, …</summary>
        public string Name { get; }

        /// <summary>Channels that mean something: 1 (grey), 2, 3 (RGB) or 4 (RGBA).</summary>
        public int Channels { get; }

        /// <summary>What the bytes mean.</summary>
        public MapEncoding Encoding { get; }

        /// <summary>Pixels.</summary>
        public int Width { get; }

        /// <summary>Pixels.</summary>
        public int Height { get; }

        /// <summary>RGBA8, row-major, top row first. Grey fills all three colours; alpha is 255 unless the map has its own.</summary>
        public ReadOnlySpan<byte> Pixels => levels[0];

        /// <summary>1, or the number of levels down to 1×1.</summary>
        public int MipLevels => levels.Count;

        /// <summary>A level's pixels, as <see cref="Pixels"/>; each is half the size of the one before, rounded down.</summary>
        public ReadOnlySpan<byte> Mip(int level) => levels[level];

        /// <summary>Writes the map as a PNG with just the channels that it has.</summary>
        /// <exception cref="SagTexturesException">The file cannot be written.</exception>
        public void SavePng(string path) => Png.Write(path, Pixels, Width, Height, Channels);
    }
}
