using System.Linq;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>Features [B,…] → [B,out…], the outputs shaped as a vector or as feature maps.</summary>
public sealed class DenseLayer : WeightedLayer
{
    private readonly long[] output;

    public DenseLayer(long inputs, long outputs, bool spectral, bool hasBias = true) : this(inputs, [outputs], spectral, hasBias)
    {
    }

    /// <param name="inputs">Features of the input, all dimensions together.</param>
    /// <param name="output">Shape of an output: [features] or [C,H,W].</param>
    /// <param name="spectral">Whether to normalize the weight.</param>
    /// <param name="hasBias">Whether to add a bias.</param>
    public DenseLayer(long inputs, long[] output, bool spectral, bool hasBias = true)
        : base(nameof(DenseLayer), [Count(output), inputs], hasBias ? Count(output) : 0, inputs, spectral)
    {
        this.output = output;
        RegisterComponents();
    }

    /// <summary>[C,H,W] of an output; a vector is a map of one pixel.</summary>
    public long[] OutputShape => output.Length == 3 ? output : [output[0], 1, 1];

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        Tensor y = functional.linear(x.flatten(1), WeightFor(x), BiasFor(x));
        return output.Length == 3 ? FeatureMaps.ChannelsLast(y.view([-1, .. output])) : y;
    }

    private static long Count(long[] shape) => shape.Aggregate(1L, (product, size) => product * size);
}
