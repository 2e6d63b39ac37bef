using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>
/// [B,in,H,W] → [B,out,H/2,W/2], or the same size: the residual block of SAGAN's discriminator, two 3×3 convolutions after
/// activations and a mean over 2×2, plus the input through a 1×1 convolution and the same mean.
/// </summary>
public sealed class DiscriminatorBlock : Module<Tensor, Tensor>
{
    private readonly ConvolutionLayer first;
    private readonly ConvolutionLayer second;
    private readonly ConvolutionLayer? shortcut;
    private readonly bool isFirst;
    private readonly bool shrinks;
    private readonly double slope;

    /// <param name="inputs">Channels of the input; 3 for the first block, whose input needs no activation.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="shrinks">Whether to halve width and height.</param>
    /// <param name="slope">Of the leaky ReLU; 0 is ReLU.</param>
    /// <param name="spectral">Spectral norm in all convolutions.</param>
    /// <param name="circular">Circular padding.</param>
    public DiscriminatorBlock(long inputs, long outputs, bool shrinks, double slope, bool spectral, bool circular)
        : base(nameof(DiscriminatorBlock))
    {
        (isFirst, this.shrinks, this.slope) = (inputs == 3, shrinks, slope);
        first = new ConvolutionLayer(inputs, outputs, kernel: 3, stride: 1, padding: 1, spectral, circular);
        second = new ConvolutionLayer(outputs, outputs, kernel: 3, stride: 1, padding: 1, spectral, circular);
        shortcut = shrinks || inputs != outputs
            ? new ConvolutionLayer(inputs, outputs, kernel: 1, stride: 1, padding: 0, spectral)
            : null;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        Tensor y = first.call(isFirst ? x : functional.leaky_relu(x, slope));
        y = second.call(functional.leaky_relu(y, slope));
        // A mean and a 1×1 convolution may change places: small maps first.
        Tensor rest = shrinks ? functional.avg_pool2d(x, 2) : x;
        return (shrinks ? functional.avg_pool2d(y, 2) : y) + (shortcut is null ? rest : shortcut.call(rest));
    }
}
