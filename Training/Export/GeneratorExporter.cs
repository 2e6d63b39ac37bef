using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using SagTextures.Models;
using SagTextures.Training.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Generator = SagTextures.Training.Networks.Generator;

namespace SagTextures.Training.Export;

/// <summary>Turns a trained generator into the model that the runtime executes.</summary>
public sealed class GeneratorExporter
{
    private readonly List<Layer> layers = [];
    private readonly List<ModelTensor> tensors = [];
    private readonly TensorType type;

    private GeneratorExporter(TensorType type) => this.type = type;

    /// <summary>
    /// Spectral norm is baked in (W/σ), nearest-neighbour doublings become the transposed convolutions that they are, batch norm
    /// stays a layer of its own.
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
        foreach (nn.Module<Tensor, Tensor> layer in generator.Layers)
            exporter.Add(layer);
        var description = new GeneratorDescription(exporter.layers)
        {
            Name = provenance.Dataset,
            Preset = config.Preset,
            Resolution = config.Resolution,
            Padding = config.Seamless ? PaddingMode.Circular : PaddingMode.Zero,
            LatentSize = config.Latent,
            TrainingJson = JsonSerializer.Serialize(provenance, JsonSerializerOptions.Web),
        };
        return new GeneratorModel(description, exporter.tensors);
    }

    private void Add(nn.Module<Tensor, Tensor> module)
    {
        string name = $"layers.{layers.Count}";
        switch (module)
        {
            case DenseLayer dense:
                Weights(name, dense.EffectiveWeight, dense.Bias);
                int outputs = (int)dense.EffectiveWeight.shape[0], inputs = (int)dense.EffectiveWeight.shape[1];
                layers.Add(new LinearLayer(name, inputs, outputs, new ActivationShape(outputs / 16, 4, 4)));
                break;
            case UpsamplingLayer upsampling:
                int[] kernel = Weights(name, upsampling.Kernel, upsampling.Bias);
                layers.Add(new ConvTranspose2dLayer(name, kernel[0], kernel[1], kernel[2], stride: 2, padding: 1));
                break;
            case ConvolutionLayer convolution:
                int[] shape = Weights(name, convolution.EffectiveWeight, convolution.Bias);
                layers.Add(new Conv2dLayer(name, shape[1], shape[0], shape[2], padding: shape[2] / 2));
                break;
            case BatchNorm2d norm:
                Weights(name, norm.weight!, norm.bias);
                Store($"{name}.running_mean", norm.running_mean!);
                Store($"{name}.running_var", norm.running_var!);
                layers.Add(new BatchNormLayer(name, (int)norm.num_features, (float)norm.eps));
                break;
            case SelfAttention attention:
                foreach ((string projection, ConvolutionLayer layer) in attention.Projections)
                    Store($"{name}.{projection}.weight", layer.EffectiveWeight);
                Store($"{name}.gamma", attention.Gamma);
                int channels = (int)attention.Projections.First().Layer.EffectiveWeight.shape[1];
                layers.Add(new SelfAttentionLayer(name, channels, (int)attention.KeyChannels, channels, pooled: false));
                break;
            case TorchSharp.Modules.ReLU:
                layers.Add(new ReluLayer(name));
                break;
            case TorchSharp.Modules.Tanh:
                layers.Add(new TanhLayer(name));
                break;
            default:
                throw new ArgumentException($"a {module.GetName()} has no counterpart in the model file");
        }
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
