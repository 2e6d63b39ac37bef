using System;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>A layer y = W∗x + b whose weight may be spectrally normalized.</summary>
public abstract class WeightedLayer : Module<Tensor, Tensor>
{
    protected readonly Parameter weight;
    protected readonly Parameter? bias;
    protected readonly SpectralNorm? norm;

    /// <param name="name">Name of the module.</param>
    /// <param name="shape">Shape of the weight, as PyTorch has it.</param>
    /// <param name="biases">Length of the bias, 0 for none.</param>
    /// <param name="fanIn">Weights that meet in one output; sets the scale of the initial weights.</param>
    /// <param name="spectral">Whether to normalize the weight.</param>
    /// <param name="outputDimension">Dimension of the output channels in <paramref name="shape"/>.</param>
    protected WeightedLayer(string name, long[] shape, long biases, long fanIn, bool spectral, int outputDimension = 0)
        : base(name)
    {
        // PyTorch's default variance. He's is six times that: a discriminator that begins with large logits wins too early.
        weight = Parameter(init.normal_(empty(shape), 0, Math.Sqrt(1.0 / (3 * fanIn))));
        bias = biases > 0 ? Parameter(zeros(biases)) : null;
        norm = spectral ? new SpectralNorm(weight, outputDimension) : null;
    }

    /// <summary>The weight that multiplies the input: W, or W/σ.</summary>
    public Tensor EffectiveWeight => norm is null ? weight : norm.call(weight);

    /// <summary>The bias, if the layer has one.</summary>
    public Tensor? Bias => bias;

    /// <summary>The effective weight in the number format of what it multiplies: weights themselves stay fp32.</summary>
    protected Tensor WeightFor(Tensor x) => EffectiveWeight.to(x.dtype);

    /// <summary>The bias in the number format of what it is added to.</summary>
    protected Tensor? BiasFor(Tensor x) => bias?.to(x.dtype);

    /// <summary>Draws the weight from N(0, deviation).</summary>
    public void Initialize(double deviation)
    {
        using (no_grad())
            weight.normal_(0, deviation);
        for (int i = 0; norm is not null && i < SpectralNorm.InitialIterations; i++)
            Iterate();
    }

    /// <summary>Moves the spectral norm's singular vectors one power iteration on.</summary>
    public void Iterate() => norm?.Iterate(weight);
}
