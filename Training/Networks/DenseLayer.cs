using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>[B,in] → [B,out].</summary>
public sealed class DenseLayer : WeightedLayer
{
    public DenseLayer(long inputs, long outputs, bool spectral, bool hasBias = true)
        : base(nameof(DenseLayer), [outputs, inputs], hasBias ? outputs : 0, inputs, spectral) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => functional.linear(x, EffectiveWeight, bias);
}
