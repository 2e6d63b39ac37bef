using System;
using System.Linq;
using SagTextures.Models;

namespace SagTextures.Plans
{
    /// <summary><see cref="GenerateOptions"/>, checked against the model and with its defaults filled in.</summary>
    internal sealed class GenerateRequest
    {
        private readonly GeneratorModel model;
        private readonly ActivationShape latent;
        private readonly float truncation;

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
            Mipmaps = options.Mipmaps;
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

        public bool Mipmaps { get; }

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

        /// <summary>Elements of so many seeds' latents.</summary>
        public int LatentCount(int seeds) => checked(seeds * latent.Count);

        /// <returns>[seeds, n, cells down, cells across].</returns>
        public float[] Latents(ReadOnlySpan<ulong> seeds)
        {
            var latents = new float[LatentCount(seeds.Length)];
            WriteLatents(seeds, latents);
            return latents;
        }

        /// <param name="seeds">Of the images.</param>
        /// <param name="latents">Written: [seeds, n, cells down, cells across].</param>
        public void WriteLatents(ReadOnlySpan<ulong> seeds, Span<float> latents)
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
