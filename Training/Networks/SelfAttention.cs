using System.Collections.Generic;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>Self-attention over all positions of a feature map, [B,C,H,W] → the same (Zhang et al. 2019, section 3).</summary>
public sealed class SelfAttention : Module<Tensor, Tensor>
{
    private readonly ConvolutionLayer query;
    private readonly ConvolutionLayer key;
    private readonly ConvolutionLayer value;
    private readonly Parameter gamma;

    public SelfAttention(long channels, bool spectral) : base(nameof(SelfAttention))
    {
        KeyChannels = System.Math.Max(1, channels / 8);
        query = Projection(channels, KeyChannels, spectral);
        key = Projection(channels, KeyChannels, spectral);
        value = Projection(channels, channels, spectral);
        // From 0: the network first learns from neighbours, then gives weight to what is far away.
        gamma = Parameter(zeros(1));
        RegisterComponents();
    }

    /// <summary>Channels of queries and keys: an eighth of the map's.</summary>
    public long KeyChannels { get; }

    /// <summary>Weight of what attention adds, one number.</summary>
    public Tensor Gamma => gamma;

    internal IEnumerable<(string Name, ConvolutionLayer Layer)> Projections =>
        [("query", query), ("key", key), ("value", value)];

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        Tensor f = query.call(x).flatten(2);
        Tensor g = key.call(x).flatten(2);
        Tensor h = value.call(x).flatten(2);
        Tensor beta = functional.softmax(f.transpose(1, 2).bmm(g), dim: -1);    // [B,N,N]: row i attends to columns j
        Tensor o = h.bmm(beta.transpose(1, 2)).view(x.shape);
        return x + gamma * o;
    }

    private static ConvolutionLayer Projection(long inputs, long outputs, bool spectral) =>
        new(inputs, outputs, kernel: 1, stride: 1, padding: 0, spectral, hasBias: false);
}
