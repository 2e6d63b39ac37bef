using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Models;

namespace SagTextures.Tests.Vulkan
{
    /// <summary>One layer of random shape, as a model over a latent grid, so that any input size can be had.</summary>
    internal static class RandomLayer
    {
        /// <param name="op">Which.</param>
        /// <param name="random">Decides all the rest.</param>
        /// <param name="anyEpilogue">Of what may follow it; else batch norm and leaky ReLU do.</param>
        public static GeneratorModel Create(string op, Random random, bool anyEpilogue = false)
        {
            int channels = random.Next(1, 41);
            int scale = random.Next(1, 5);
            int padding = random.Next(0, 3);
            var layers = new List<Layer>();
            switch (op)
            {
                case "conv2d":
                    layers.Add(new Conv2dLayer("layer", channels, random.Next(1, 41), (2 * padding) + 1, padding));
                    break;
                case "conv_transpose2d":
                    // kernel − stride = 2·padding keeps output = stride·input, as a latent grid needs.
                    layers.Add(new ConvTranspose2dLayer(
                        "layer", channels, random.Next(1, 41), scale + (2 * padding), scale, padding));
                    break;
                case "upsample_nearest":
                    layers.Add(new UpsampleNearestLayer("up", scale));
                    if (padding > 0)
                    {
                        layers.Add(new Conv2dLayer("layer", channels, random.Next(1, 41), (2 * padding) + 1, padding));
                    }

                    break;
                case "self_attention":
                    layers.Add(new SelfAttentionLayer(
                        "layer", channels, random.Next(1, 9), random.Next(0, 2) == 0 ? channels : random.Next(1, 41), scale > 2));
                    break;
                default:
                    layers.Add(new TanhLayer("layer"));
                    break;
            }

            int outChannels = OutChannels(layers, channels);
            switch (anyEpilogue ? random.Next(0, 5) : 0)
            {
                case 0:
                    layers.Add(new BatchNormLayer("norm", outChannels, 1e-5f));
                    layers.Add(new LeakyReluLayer("leaky", 0.2f));
                    break;
                case 1:
                    layers.Add(new ConditionalBatchNormLayer("norm", outChannels, 2, 1e-5f));
                    layers.Add(new ReluLayer("relu"));
                    break;
                case 2:
                    layers.Add(new TanhLayer("tanh"));
                    break;
                case 3:
                    layers.Add(new Conv2dLayer("before", outChannels, outChannels, 1, 0));
                    layers.Add(new ResidualLayer(
                        "residual", new Layer[] { new Conv2dLayer("body", outChannels, outChannels, 3, 1) }, new Layer[0]));
                    break;
            }

            return RandomModel.Create(layers, Describe(layers, channels, random), random.Next());
        }

        /// <summary>A layer of definite shape, by itself.</summary>
        public static GeneratorModel Create(Layer layer, Random random)
        {
            var layers = new List<Layer> { layer };
            int channels = layer switch
            {
                Conv2dLayer conv => conv.InChannels,
                ConvTranspose2dLayer conv => conv.InChannels,
                _ => ((SelfAttentionLayer)layer).Channels,
            };
            return RandomModel.Create(layers, Describe(layers, channels, random), random.Next());
        }

        /// <summary>Layers of definite shape that make these maps.</summary>
        public static GeneratorModel Create(IReadOnlyList<Layer> layers, int[] mapChannels, PaddingMode padding)
        {
            int channels = layers.Select(layer => (layer as Conv2dLayer)?.InChannels ?? (layer as ConvTranspose2dLayer)?.InChannels)
                .First(count => count != null)!.Value;
            GeneratorDescription description = Describe(layers, channels, new Random(1));
            description.Padding = padding;
            description.Maps = mapChannels.Select((count, i) => new ModelMap($"map{i}", count, MapEncoding.Linear)).ToArray();
            return RandomModel.Create(layers, description);
        }

        private static int OutChannels(IReadOnlyList<Layer> layers, int channels)
        {
            var shape = new ActivationShape(channels, 8, 8);
            foreach (Layer layer in layers)
            {
                shape = layer.OutputShape(shape, PaddingMode.Circular);
            }

            return shape.Channels;
        }

        private static GeneratorDescription Describe(IReadOnlyList<Layer> layers, int channels, Random random)
        {
            var maps = new List<ModelMap>();
            for (int left = OutChannels(layers, channels); left > 0; left -= maps[maps.Count - 1].Channels)
            {
                maps.Add(new ModelMap($"map{maps.Count}", Math.Min(left, random.Next(1, 5)), MapEncoding.Linear));
            }

            // The training resolution of a grid is a multiple of the stride; 12 has all the scales here.
            return new GeneratorDescription(layers)
            {
                Resolution = 12,
                LatentKind = LatentKind.Grid,
                LatentSize = channels,
                Padding = random.Next(0, 2) == 0 ? PaddingMode.Zero : PaddingMode.Circular,
                Maps = maps,
                Classes = layers.Any(layer => layer is ConditionalBatchNormLayer) ? new[] { "a", "b" } : new string[0],
            };
        }
    }
}
