using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Models;

namespace SagTextures.Tests
{
    /// <summary>
    /// Models with weights as training leaves them: γ is not 0, running statistics have moved, every bias is there.
    /// </summary>
    internal static class RandomModel
    {
        public static GeneratorModel Create(
            IReadOnlyList<Layer> layers, GeneratorDescription like, int seed = 1, TensorType type = TensorType.Float32)
        {
            var random = new Random(seed);
            var description = new GeneratorDescription(layers)
            {
                Name = like.Name,
                Preset = like.Preset,
                Resolution = like.Resolution,
                Padding = like.Padding,
                LatentKind = like.LatentKind,
                LatentSize = like.LatentSize,
                Maps = like.Maps,
                Classes = like.Classes,
                TrainingJson = like.TrainingJson,
            };
            return new GeneratorModel(
                description,
                layers.SelectMany(layer => layer.Tensors).Select(spec => Fill(spec, random, type)).ToArray());
        }

        /// <summary>The article's generator: linear, transposed convolutions with batch norm and ReLU, attention, tanh.</summary>
        public static GeneratorModel Sagan(
            int resolution = 32,
            int width = 16,
            int latent = 24,
            PaddingMode padding = PaddingMode.Zero,
            int seed = 1,
            TensorType type = TensorType.Float32)
        {
            var layers = new List<Layer>
            {
                new LinearLayer("project", latent, width * 16, new ActivationShape(width, 4, 4)),
                new BatchNormLayer("norm0", width, 1e-5f),
                new ReluLayer("relu0"),
            };
            int channels = width;
            for (int size = 8, i = 1; size < resolution; size *= 2, i++)
            {
                int next = Math.Max(8, channels / 2);
                layers.Add(new ConvTranspose2dLayer($"up{i}", channels, next, 4, 2, 1));
                layers.Add(new BatchNormLayer($"norm{i}", next, 1e-5f));
                layers.Add(new ReluLayer($"relu{i}"));
                if (size * 2 == resolution)
                {
                    layers.Add(new SelfAttentionLayer("attention", next, Math.Max(1, next / 8), next, false));
                }

                channels = next;
            }

            layers.Add(new ConvTranspose2dLayer("rgb", channels, 3, 4, 2, 1));
            layers.Add(new TanhLayer("tanh"));
            var description = new GeneratorDescription(layers)
            {
                Name = "random",
                Preset = "sagan",
                Resolution = resolution,
                LatentSize = latent,
                Padding = padding,
            };
            return Create(layers, description, seed, type);
        }

        private static ModelTensor Fill(TensorSpec spec, Random random, TensorType type)
        {
            int count = spec.Shape.Aggregate(1, (product, size) => product * size);
            bool isMatrix = spec.Shape.Count > 1 && !spec.Name.EndsWith(".gain") && !spec.Name.EndsWith(".shift");
            double scale = isMatrix ? 2.0 / Math.Sqrt(count / (double)spec.Shape[0]) : 0.3;
            double center = spec.Name.EndsWith(".gain") || (!isMatrix && spec.Name.EndsWith(".weight")) ? 1.0 : 0.0;
            var values = new float[count];
            for (int i = 0; i < count; i++)
            {
                double x = (random.NextDouble() * 2.0) - 1.0;
                values[i] = (float)(spec.Name.EndsWith(".running_var") ? 0.5 + (x * 0.4) : center + (x * scale));
            }

            if (spec.Name.EndsWith(".gamma"))
            {
                values[0] = 0.7f;
            }

            return ModelTensor.FromValues(spec.Name, spec.Shape, values, type);
        }
    }
}
