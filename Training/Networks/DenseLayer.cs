using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>[B,in] → [B,out].</summary>
public sealed class DenseLayer : WeightedLayer
{
    public DenseLayer(long inputs, long outputs, bool spectral)
        : base(nameof(DenseLayer), [outputs, inputs], outputs, inputs, spectral) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => functional.linear(x, EffectiveWeight, bias);
}
