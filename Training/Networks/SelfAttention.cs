using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>Self-attention over all positions of a feature map, [B,C,H,W] → the same (Zhang et al. 2019, section 3).</summary>
public sealed class SelfAttention : Module<Tensor, Tensor>
{
    /// <summary>Channels of the map for one of the queries and keys.</summary>
    public const int ChannelsPerKey = 8;

    private const long CachedWeights = 1 << 21;
    private readonly ConvolutionLayer query;
    private readonly ConvolutionLayer key;
    private readonly ConvolutionLayer value;
    private readonly ConvolutionLayer? output;
    private readonly Parameter gamma;

    /// <param name="channels">C.</param>
    /// <param name="spectral">Spectral norm in the 1×1 convolutions.</param>
    /// <param name="pooled">
    /// As the paper's own code has it: keys and values max-pooled 2×2, values of C/2 channels, mapped back by one more convolution.
    /// </param>
    public SelfAttention(long channels, bool spectral, bool pooled = false) : base(nameof(SelfAttention))
    {
        IsPooled = pooled;
        KeyChannels = System.Math.Max(1, channels / ChannelsPerKey);
        ValueChannels = pooled ? System.Math.Max(1, channels / 2) : channels;
        query = Projection(channels, KeyChannels, spectral);
        key = Projection(channels, KeyChannels, spectral);
        value = Projection(channels, ValueChannels, spectral);
        output = pooled ? Projection(ValueChannels, channels, spectral) : null;
        // From 0: the network first learns from neighbours, then gives weight to what is far away.
        gamma = Parameter(zeros(1));
        RegisterComponents();
    }

    /// <summary>Whether keys and values are pooled.</summary>
    public bool IsPooled { get; }

    /// <summary>Channels of queries and keys: an eighth of the map's.</summary>
    public long KeyChannels { get; }

    /// <summary>Channels of the values.</summary>
    public long ValueChannels { get; }

    /// <summary>Weight of what attention adds, one number.</summary>
    public Tensor Gamma => gamma;

    internal IEnumerable<(string Name, ConvolutionLayer Layer)> Projections => output is null
        ? [("query", query), ("key", key), ("value", value)]
        : [("query", query), ("key", key), ("value", value), ("output", output)];

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        Tensor f = query.call(x).flatten(2);
        Tensor g = Pool(key.call(x)).flatten(2);
        Tensor h = Pool(value.call(x)).flatten(2);
        // On a CPU one texture at a time: its map of N×N weights stays in the cache, those of a batch do not.
        Tensor o = x.device_type == TorchSharp.DeviceType.CPU && f.shape[0] * f.shape[2] * g.shape[2] > CachedWeights
            ? stack(f.unbind().Zip(g.unbind(), h.unbind()).Select(one => Attend(one.First, one.Second, one.Third)))
            : Attend(f, g, h);
        o = o.view(x.shape[0], ValueChannels, x.shape[2], x.shape[3]);
        return x + gamma.to(x.dtype) * (output is null ? o : output.call(o));
    }

    /// <summary>Values […,V,M] mixed by softmax over the keys […,K,M] of the queries […,K,N]: […,V,N].</summary>
    private static Tensor Attend(Tensor query, Tensor key, Tensor value)
    {
        Tensor beta = functional.softmax(query.transpose(-2, -1).matmul(key), dim: -1);    // row i attends to columns j
        return value.matmul(beta.transpose(-2, -1));
    }

    private Tensor Pool(Tensor x) => IsPooled ? functional.max_pool2d(x, [2, 2]) : x;

    private static ConvolutionLayer Projection(long inputs, long outputs, bool spectral) =>
        new(inputs, outputs, kernel: 1, stride: 1, padding: 0, spectral, hasBias: false);
}
