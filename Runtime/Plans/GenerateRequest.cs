using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Images;
using SagTextures.Models;

namespace SagTextures.Plans
{
    /// <summary><see cref="GenerateOptions"/>, checked against the model and with its defaults filled in.</summary>
    internal sealed class GenerateRequest
    {
        private readonly GeneratorModel model;
        private readonly ActivationShape latent;
        private readonly float truncation;
        private readonly bool mipmaps;

        public GenerateRequest(GeneratorModel model, GenerateOptions options)
        {
            this.model = model;
            GeneratorDescription description = model.Description;
            Width = options.Width == 0 ? description.Resolution : options.Width;
            Height = options.Height == 0 ? description.Resolution : options.Height;
            latent = model.LatentShape(Width, Height);
            truncation = options.Truncation >= 0f && options.Truncation <= 1f
                ? options.Truncation
                : throw new SagTexturesException($"Truncation goes from 0 to 1, not {options.Truncation}.");
            Class = options.Class == null ? 0 : Array.IndexOf(description.Classes.ToArray(), options.Class);
            mipmaps = options.Mipmaps;
            if (Class < 0)
            {
                throw new SagTexturesException(
                    description.Classes.Count == 0
                        ? $"Model \"{description.Name}\" has no classes, so \"{options.Class}\" cannot be chosen."
                        : $"Model \"{description.Name}\" has no class \"{options.Class}\"; " +
                          $"it has {string.Join(", ", description.Classes)}.");
            }
        }

        public int Width { get; }

        public int Height { get; }

        /// <summary>0 where the model has no classes.</summary>
        public int Class { get; }

        /// <summary>Number of the map of that name, 0 for null.</summary>
        /// <exception cref="SagTexturesException">There is no such map.</exception>
        public int FindMap(string? name)
        {
            string[] names = model.Description.Maps.Select(map => map.Name).ToArray();
            int index = name == null ? 0 : Array.IndexOf(names, name);
            return index >= 0
                ? index
                : throw new SagTexturesException(
                    $"Model \"{model.Description.Name}\" has no map \"{name}\"; it has {string.Join(", ", names)}.");
        }

        /// <returns>[seeds, n, cells down, cells across].</returns>
        public float[] Latents(ReadOnlySpan<ulong> seeds)
        {
            var latents = new float[LatentCount(seeds)];
            WriteLatents(seeds, latents);
            return latents;
        }

        /// <summary>Makes images; but for the result, nothing is allocated on the managed heap.</summary>
        /// <param name="prepared">A plan of the request's size, for as many images as there are seeds.</param>
        /// <param name="seeds">Of the images; few enough for the stack.</param>
        /// <returns>As by <see cref="GeneratorPlan.NewPixels"/>.</returns>
        /// <exception cref="DeviceException">The device failed or was lost.</exception>
        public byte[][] Run(IPreparedPlan prepared, ReadOnlySpan<ulong> seeds)
        {
            byte[][] pixels = prepared.Plan.NewPixels();
            Span<int> classes = stackalloc int[seeds.Length];
            classes.Fill(Class);
            float[] pooled = ArrayPool<float>.Shared.Rent(LatentCount(seeds));
            try
            {
                Span<float> latents = pooled.AsSpan(0, LatentCount(seeds));
                WriteLatents(seeds, latents);
                prepared.Run(latents, classes, pixels);
            }
            finally
            {
                ArrayPool<float>.Shared.Return(pooled);
            }

            return pixels;
        }

        /// <summary>The texture that a seed's pixels are, with the levels that were asked for.</summary>
        /// <param name="seed">The seed.</param>
        /// <param name="pixels">An array for each map, which becomes the texture's: [height, width, RGBA].</param>
        public GeneratedTexture Texture(ulong seed, ReadOnlySpan<byte[]> pixels)
        {
            var maps = new TextureMap[pixels.Length];
            for (int i = 0; i < maps.Length; i++)
            {
                ModelMap map = model.Description.Maps[i];
                IReadOnlyList<byte[]> levels = mipmaps
                    ? MipChain.Build(pixels[i], Width, Height, map.Encoding)
                    : new[] { pixels[i] };
                maps[i] = new TextureMap(map, Width, Height, levels);
            }

            return new GeneratedTexture(seed, Width, Height, maps);
        }

        private int LatentCount(ReadOnlySpan<ulong> seeds) => checked(seeds.Length * latent.Count);

        private void WriteLatents(ReadOnlySpan<ulong> seeds, Span<float> latents)
        {
            for (int i = 0; i < seeds.Length; i++)
            {
                Span<float> image = latents.Slice(i * latent.Count, latent.Count);
                for (int cell = 0; cell < latent.Area; cell++)
                {
                    Latent.Write(image.Slice(cell), latent.Area, seeds[i], cell % latent.Width, cell / latent.Width);
                }
            }

            for (int i = 0; i < latents.Length; i++)
            {
                latents[i] *= truncation;
            }
        }
    }
}
