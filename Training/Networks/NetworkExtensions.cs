using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>What both networks need during a step.</summary>
public static class NetworkExtensions
{
    /// <summary>A layer's output; only conditional layers look at the labels [B].</summary>
    public static Tensor Apply(this Module layer, Tensor x, Tensor? labels) => layer switch
    {
        Module<Tensor, Tensor?, Tensor> conditional => conditional.call(x, labels),
        Module<Tensor, Tensor> plain => plain.call(x),
        _ => throw new ArgumentException($"a {layer.GetName()} is no layer"),
    };

    /// <summary>Draws all weights from N(0, deviation) where the options say so; spectral norms follow.</summary>
    public static void Initialize(this Module network, TrainingConfig config)
    {
        if (config.InitialDeviation > 0)
            foreach (WeightedLayer layer in network.modules().OfType<WeightedLayer>())
                layer.Initialize(config.InitialDeviation);
    }

    /// <summary>One power iteration in every spectrally normalized layer.</summary>
    public static void IterateSpectralNorms(this Module network)
    {
        foreach (WeightedLayer layer in network.modules().OfType<WeightedLayer>())
            layer.Iterate();
    }

    /// <summary>Switches gradients of the network's own parameters, e.g. off in D while G learns through it.</summary>
    public static void RequireGradients(this Module network, bool required)
    {
        foreach (TorchSharp.Modules.Parameter parameter in network.parameters())
            parameter.requires_grad_(required);
    }

    /// <summary>The weights γ of the network's self-attention layers.</summary>
    public static IEnumerable<Tensor> Gammas(this Module network) =>
        network.modules().OfType<SelfAttention>().Select(attention => attention.Gamma);
}
