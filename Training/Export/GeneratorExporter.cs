using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using SagTextures.Models;
using SagTextures.Training.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Generator = SagTextures.Training.Networks.Generator;

namespace SagTextures.Training.Export;

/// <summary>Turns a trained generator into the model that the runtime executes.</summary>
public sealed class GeneratorExporter
{
    private readonly List<ModelTensor> tensors = [];
    private readonly TensorType type;

    private GeneratorExporter(TensorType type) => this.type = type;

    /// <summary>
    /// Spectral norm is baked in (W/σ), batch norm stays a layer of its own.
    /// </summary>
    /// <param name="generator">The trained network.</param>
    /// <param name="config">The options that it was trained with.</param>
    /// <param name="provenance">Where it comes from.</param>
    /// <param name="type">How to store the weights.</param>
    public static GeneratorModel Export(
        Generator generator, TrainingConfig config, Provenance provenance, TensorType type = TensorType.Float32)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var exporter = new GeneratorExporter(type);
        Layer[] layers = generator.Layers.SelectMany((module, i) => exporter.Convert(module, $"layers.{i}")).ToArray();
        var description = new GeneratorDescription(layers)
        {
            Name = provenance.Dataset,
            Preset = config.Preset,
            Resolution = config.Resolution,
            Padding = config.Seamless ? PaddingMode.Circular : PaddingMode.Zero,
            LatentSize = config.Latent,
            Classes = provenance.Classes,
            TrainingJson = JsonSerializer.Serialize(provenance, JsonSerializerOptions.Web),
        };
        return new GeneratorModel(description, exporter.tensors);
    }

    /// <summary>The layers of the model file that do what a module of the network does.</summary>
    private IEnumerable<Layer> Convert(nn.Module module, string name)
    {
        switch (module)
        {
            case DenseLayer dense:
                int[] matrix = Weights(name, dense.EffectiveWeight, dense.Bias);
                int[] map = dense.OutputShape.Select(size => (int)size).ToArray();
                yield return new LinearLayer(name, matrix[1], matrix[0], new ActivationShape(map[0], map[1], map[2]));
                break;
            case UpsamplingLayer { Upsampling: Upsampling.Transposed } transposed:
                int[] kernel = Weights(name, transposed.EffectiveWeight, transposed.Bias);
                yield return new ConvTranspose2dLayer(name, kernel[0], kernel[1], kernel[2], stride: 2, padding: 1);
                break;
            case UpsamplingLayer nearest:
                yield return new UpsampleNearestLayer(name + ".up", 2);
                yield return Convolution(name + ".conv", nearest);
                break;
            case ConvolutionLayer convolution:
                yield return Convolution(name, convolution);
                break;
            case BatchNorm2d norm:
                Weights(name, norm.weight!, norm.bias);
                Statistics(name, norm);
                yield return new BatchNormLayer(name, (int)norm.num_features, (float)norm.eps);
                break;
            case ConditionalBatchNorm norm:
                int[] table = Store(name + ".gain", norm.Gain);
                Store(name + ".shift", norm.Shift);
                Statistics(name, norm.Norm);
                yield return new ConditionalBatchNormLayer(name, table[1], table[0], (float)norm.Norm.eps);
                break;
            case GeneratorBlock block:
                yield return new ResidualLayer(
                    name,
                    block.Body.SelectMany((layer, i) => Convert(layer, $"{name}.body.{i}")).ToArray(),
                    [new UpsampleNearestLayer(name + ".shortcut.up", 2), Convolution(name + ".shortcut.conv", block.Shortcut)]);
                break;
            case SelfAttention attention:
                foreach ((string projection, ConvolutionLayer layer) in attention.Projections)
                    Store($"{name}.{projection}.weight", layer.EffectiveWeight);
                Store($"{name}.gamma", attention.Gamma);
                int channels = (int)attention.Projections.First().Layer.EffectiveWeight.shape[1];
                yield return new SelfAttentionLayer(
                    name, channels, (int)attention.KeyChannels, (int)attention.ValueChannels, attention.IsPooled);
                break;
            case TorchSharp.Modules.ReLU:
                yield return new ReluLayer(name);
                break;
            case TorchSharp.Modules.Tanh:
                yield return new TanhLayer(name);
                break;
            default:
                throw new ArgumentException($"a {module.GetName()} has no counterpart in the model file");
        }
    }

    private Conv2dLayer Convolution(string name, WeightedLayer convolution)
    {
        int[] shape = Weights(name, convolution.EffectiveWeight, convolution.Bias);
        return new Conv2dLayer(name, shape[1], shape[0], shape[2], padding: shape[2] / 2);
    }

    private void Statistics(string name, BatchNorm2d norm)
    {
        Store($"{name}.running_mean", norm.running_mean!);
        Store($"{name}.running_var", norm.running_var!);
    }

    private int[] Weights(string name, Tensor weight, Tensor? bias)
    {
        if (bias is not null)
            Store(name + ".bias", bias);
        return Store(name + ".weight", weight);
    }

    private int[] Store(string name, Tensor value)
    {
        int[] shape = value.shape.Select(size => checked((int)size)).ToArray();
        tensors.Add(ModelTensor.FromValues(name, shape, value.cpu().contiguous().data<float>().ToArray(), type));
        return shape;
    }
}
