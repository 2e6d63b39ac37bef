using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>[B,in,H,W] → [B,out,2H,2W]: a transposed convolution, or nearest-neighbour doubling and a 3×3 convolution.</summary>
public sealed class UpsamplingLayer : WeightedLayer
{
    private readonly bool circular;

    public UpsamplingLayer(long inputs, long outputs, Upsampling upsampling, bool spectral, bool circular)
        : base(nameof(UpsamplingLayer),
            upsampling == Upsampling.Transposed ? [inputs, outputs, 4, 4] : [outputs, inputs, 3, 3], outputs,
            inputs * (upsampling == Upsampling.Transposed ? 4 : 9), spectral,
            outputDimension: upsampling == Upsampling.Transposed ? 1 : 0)
    {
        (Upsampling, this.circular) = (upsampling, circular);
        RegisterComponents();
    }

    /// <summary>Which of the two.</summary>
    public Upsampling Upsampling { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        Tensor kernel = Upsampling == Upsampling.Transposed ? WeightFor(x) : Widen(EffectiveWeight).to(x.dtype);
        long inputs = FeatureMaps.SoundChannels(kernel.shape[0], x.dtype), outputs = FeatureMaps.SoundChannels(kernel.shape[1], x.dtype);
        x = FeatureMaps.PadChannels(x, inputs);
        kernel = FeatureMaps.PadChannels(FeatureMaps.PadChannels(kernel, inputs, 0), outputs);
        // A transposed convolution crops where others pad: after one circular column a side, 3 instead of 1. It takes 2 itself,
        // since oneDNN has no fast gradient for 3.
        Tensor y = circular
            ? FeatureMaps.Crop(functional.conv_transpose2d(FeatureMaps.Circular(x), kernel, strides: [2, 2], padding: [2, 2]))
            : functional.conv_transpose2d(x, kernel, strides: [2, 2], padding: [1, 1]);
        // The gradient of a bias inside a transposed convolution is oneDNN's slowest loop; outside it is a sum.
        return FeatureMaps.FirstChannels(y, bias!.NumberOfElements) + BiasFor(x)!.view(1, -1, 1, 1);
    }

    /// <summary>
    /// Nearest-neighbour doubling followed by a 3×3 convolution is a transposed convolution whose 4×4 kernel is the 3×3
    /// kernel, turned by 180°, blurred by a 2×2 box: the same function for 4 multiplications an output instead of 9.
    /// </summary>
    private static Tensor Widen(Tensor kernel) =>
        functional.avg_pool2d(functional.pad(kernel.flip(2, 3).transpose(0, 1), [1, 1, 1, 1]), 2, 1) * 4;
}
