using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Models;

namespace SagTextures.Training.Benchmark;

/// <summary>
/// The generator that runtimes are compared on, with random weights: z 128 → 4×4×1024 → 512 → 256 → 128, self-attention at 32×32
/// → 64 → 3, transposed convolutions 4×4 of stride 2 with batch norm and ReLU; 128×128, 13.3 million parameters, 0.72
/// billion multiplications. Half width has half of all channels. The grid form is nearest upsampling and 3×3 convolutions
/// without attention, for textures of any size. The residual form has five blocks 1024 → 1024 → 512 → 256 → 128 → 64 with
/// conditional batch norm, and pooled attention at 32×32.
/// </summary>
internal static class ReferenceGenerator
{
    private const int Latent = 128, Cell = 32;

    public static GeneratorModel Create(ReferenceKind kind) => kind switch
    {
        ReferenceKind.Full => CreateVector("full", 64),
        ReferenceKind.Half => CreateVector("half", 32),
        ReferenceKind.Residual => CreateResidual(64),
        _ => CreateGrid(),
    };

    private static GeneratorModel CreateVector(string name, int width)
    {
        int channels = width * 16;
        var layers = new List<Layer> { new LinearLayer("project", Latent, channels * 16, new ActivationShape(channels, 4, 4)) };
        AddNorm(layers, 0, channels);
        for (int size = 8, i = 1; size <= 64; size *= 2, i++, channels /= 2)
        {
            layers.Add(new ConvTranspose2dLayer($"up{i}", channels, channels / 2, 4, 2, 1));
            AddNorm(layers, i, channels / 2);
            if (size == 32)
                layers.Add(new SelfAttentionLayer("attention", channels / 2, channels / 16, channels / 2, false));
        }
        layers.Add(new ConvTranspose2dLayer("rgb", channels, 3, 4, 2, 1));
        layers.Add(new TanhLayer("tanh"));
        return Fill(new GeneratorDescription(layers) { Name = name, LatentSize = Latent, Resolution = 128 });
    }

    private static GeneratorModel CreateGrid()
    {
        var layers = new List<Layer>();
        int channels = Cell;
        foreach (int next in new[] { 256, 128, 64, 32 })
        {
            string name = $"{layers.Count / 4 + 1}";
            layers.Add(new UpsampleNearestLayer("enlarge" + name, 2));
            layers.Add(new Conv2dLayer("conv" + name, channels, next, 3, 1));
            AddNorm(layers, int.Parse(name, null), next);
            channels = next;
        }
        layers.Add(new Conv2dLayer("rgb", channels, 3, 3, 1));
        layers.Add(new TanhLayer("tanh"));
        return Fill(new GeneratorDescription(layers)
        {
            Name = "grid",
            LatentKind = LatentKind.Grid,
            LatentSize = Cell,
            Resolution = 64,
            Padding = PaddingMode.Circular,
        });
    }

    private static GeneratorModel CreateResidual(int width)
    {
        const int Classes = 4;
        int channels = width * 16;
        var layers = new List<Layer> { new LinearLayer("project", Latent, channels * 16, new ActivationShape(channels, 4, 4)) };
        foreach (int next in new[] { 16, 8, 4, 2, 1 })
        {
            string name = $"block{layers.Count}";
            layers.Add(Block(name, channels, next * width, Classes));
            channels = next * width;
            if (next == 4)
                layers.Add(new SelfAttentionLayer("attention", channels, channels / 8, channels / 2, true));
        }
        AddNorm(layers, 0, channels);
        layers.Add(new Conv2dLayer("rgb", channels, 3, 3, 1));
        layers.Add(new TanhLayer("tanh"));
        return Fill(new GeneratorDescription(layers)
        {
            Name = "residual",
            LatentSize = Latent,
            Resolution = 128,
            Classes = Enumerable.Range(1, Classes).Select(i => $"class {i}").ToArray(),
        });
    }

    private static ResidualLayer Block(string name, int from, int to, int classes) => new(
        name,
        [
            new ConditionalBatchNormLayer(name + ".norm1", from, classes, 1e-5f), new ReluLayer(name + ".relu1"),
            new UpsampleNearestLayer(name + ".up", 2), new Conv2dLayer(name + ".conv1", from, to, 3, 1),
            new ConditionalBatchNormLayer(name + ".norm2", to, classes, 1e-5f), new ReluLayer(name + ".relu2"),
            new Conv2dLayer(name + ".conv2", to, to, 3, 1),
        ],
        [
            new UpsampleNearestLayer(name + ".shortcut.up", 2), new Conv2dLayer(name + ".shortcut.conv", from, to, 1, 0),
        ]);

    private static void AddNorm(List<Layer> layers, int index, int channels)
    {
        layers.Add(new BatchNormLayer($"norm{index}", channels, 1e-5f));
        layers.Add(new ReluLayer($"relu{index}"));
    }

    private static GeneratorModel Fill(GeneratorDescription description)
    {
        var random = new Random(1);
        return new GeneratorModel(description, description.Layers.SelectMany(layer => layer.Tensors).Where(IsThere).Select(spec =>
        {
            int count = spec.Shape.Aggregate(1, (product, size) => product * size);
            // Sums of as many products as there are inputs stay near 1; norms neither scale nor shift.
            double scale = spec.Shape.Count > 1 ? Math.Sqrt(6.0 * spec.Shape[0] / count) : 0;
            double center = spec.Name.EndsWith("running_var", StringComparison.Ordinal)
                || (spec.Shape.Count == 1 && spec.Name.EndsWith("weight", StringComparison.Ordinal))
                || spec.Name.EndsWith("gamma", StringComparison.Ordinal)
                || spec.Name.EndsWith("gain", StringComparison.Ordinal) ? 1 : 0;
            var values = new float[count];
            for (int i = 0; i < count; i++)
                values[i] = (float)(center + (scale * ((2 * random.NextDouble()) - 1)));
            return ModelTensor.FromValues(spec.Name, spec.Shape, values);
        }));
    }

    /// <summary>Where values have as many channels as the input, the attention maps nothing back.</summary>
    private static bool IsThere(TensorSpec spec) => !spec.IsOptional || !spec.Name.EndsWith("output.weight", StringComparison.Ordinal);
}
