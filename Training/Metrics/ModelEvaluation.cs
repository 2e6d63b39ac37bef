using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Training.Data;
using static TorchSharp.torch;

namespace SagTextures.Training.Metrics;

/// <summary>What a model makes, against a set of textures.</summary>
internal static class ModelEvaluation
{
    /// <summary>
    /// Looks at no more textures than <see cref="Evaluation.MostTextures"/> allows in either half, evenly from all folders.
    /// </summary>
    /// <param name="generator">The model.</param>
    /// <param name="folder">Images of its resolution at least.</param>
    /// <param name="seed">Of the first texture.</param>
    /// <param name="materialClass">One of the model's classes; null for each image's own folder, or the first class.</param>
    /// <exception cref="SagTexturesException">The model has no such class, or there is not enough memory.</exception>
    public static Evaluation Of(TextureGenerator generator, TextureFolder folder, ulong seed, string? materialClass = null)
    {
        using var scope = NewDisposeScope();
        int resolution = generator.Model.Description.Resolution;
        int[] numbers = Choose(folder.Textures.Count);
        TextureFolder.Texture[] chosen = numbers.Select(number => folder.Textures[number]).ToArray();
        Tensor real = TextureTensor.Of(chosen.Select(texture => texture.Image), resolution);
        string[] classes = chosen.Select(texture => ClassFor(generator, texture.Class, materialClass)).ToArray();
        var crops = TrainingCrops.Of(folder.Textures.Select(texture => texture.Image).ToArray(), resolution);
        return Evaluation.Of(real, Generate(generator, classes, seed), crops, tensor(numbers.Select(number => (long)number).ToArray()));
    }

    private static int[] Choose(int all)
    {
        int count = Math.Min(all, 2 * Evaluation.MostTextures);
        return Enumerable.Range(0, count).Select(i => (int)((long)i * all / count)).ToArray();
    }

    private static string ClassFor(TextureGenerator generator, string folder, string? chosen)
    {
        IReadOnlyList<string> classes = generator.Model.Description.Classes;
        if (chosen != null || classes.Count == 0)
            return chosen ?? "";
        return folder.Length > 0 ? folder : classes[0];
    }

    /// <summary>A texture for each class asked for, [N,3,R,R] in [−1,1].</summary>
    private static Tensor Generate(TextureGenerator generator, string[] classes, ulong seed)
    {
        int resolution = generator.Model.Description.Resolution;
        var images = new RgbImage[classes.Length];
        foreach (IGrouping<string, int> group in Enumerable.Range(0, classes.Length).GroupBy(i => classes[i]))
        {
            ulong[] seeds = group.Select(i => seed + (ulong)i).ToArray();
            var options = new GenerateOptions { Class = group.Key.Length == 0 ? null : group.Key };
            foreach ((int index, GeneratedTexture texture) in group.Zip(generator.Generate(seeds, options)))
            {
                ReadOnlySpan<byte> rgba = texture.Maps[0].Pixels;
                var rgb = new byte[resolution * resolution * 3];
                for (int i = 0; i < rgb.Length; i++)
                    rgb[i] = rgba[i / 3 * 4 + i % 3];
                images[index] = new RgbImage(resolution, resolution, rgb);
                texture.Dispose();
            }
        }
        return TextureTensor.Of(images, resolution);
    }
}
