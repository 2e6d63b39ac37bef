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
        (long outputs, long inputs) = (weight.shape[0], weight.shape[1]);
        (long soundOutputs, long soundInputs) = (
            FeatureMaps.SoundChannels(outputs, x.dtype, isPointwise: weight.shape[2] == 1), FeatureMaps.SoundChannels(inputs, x.dtype));
        x = FeatureMaps.PadChannels(x, soundInputs);
        Tensor kernel = FeatureMaps.PadChannels(FeatureMaps.PadChannels(WeightFor(x), soundInputs), soundOutputs, 0);
        Tensor? offset = bias is null ? null : FeatureMaps.PadChannels(BiasFor(x)!, soundOutputs, 0);
        Tensor y = functional.conv2d(circular ? FeatureMaps.Circular(x) : x, kernel, offset, [stride, stride], [inner, inner]);
        return FeatureMaps.FirstChannels(y, outputs);
    }
}
