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
        Tensor input = FeatureMaps.EvenChannels(x), kernel = FeatureMaps.EvenChannels(FeatureMaps.EvenChannels(WeightFor(x)), 0);
        Tensor? offset = bias is null ? null : FeatureMaps.EvenChannels(BiasFor(x)!, 0);
        Tensor y = functional.conv2d(
            circular ? FeatureMaps.Circular(input) : input, kernel, offset, [stride, stride], [inner, inner]);
        return FeatureMaps.FirstChannels(y, weight.shape[0]);
    }
}
