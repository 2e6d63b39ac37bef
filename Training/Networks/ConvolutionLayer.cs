using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>[B,in,H,W] → [B,out,H/stride,W/stride], with zero or circular padding.</summary>
public sealed class ConvolutionLayer : WeightedLayer
{
    private readonly long stride;
    private readonly long padding;
    private readonly bool circular;

    public ConvolutionLayer(
        long inputs, long outputs, int kernel, long stride, long padding, bool spectral,
        bool circular = false, bool hasBias = true)
        : base(nameof(ConvolutionLayer), [outputs, inputs, kernel, kernel], hasBias ? outputs : 0,
            inputs * kernel * kernel, spectral)
    {
        (this.stride, this.padding, this.circular) = (stride, padding, circular && padding == 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        long inner = circular ? 0 : padding;
        return functional.conv2d(
            circular ? FeatureMaps.Circular(x) : x, EffectiveWeight, bias, [stride, stride], [inner, inner]);
    }
}
