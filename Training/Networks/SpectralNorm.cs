using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>Spectral normalization W/σ(W) of one weight (Miyato et al. 2018, algorithm 1).</summary>
/// <remarks>
/// σ = uᵀWv, with the singular vectors u and v kept between steps and improved by one <see cref="Iterate"/> before each
/// update of the network; no gradient flows through them. They move there only, not in every forward pass, so that all
/// passes of a step, and the exporter, see the same σ.
/// </remarks>
public sealed class SpectralNorm : Module<Tensor, Tensor>
{
    private const double Epsilon = 1e-12;
    internal const int InitialIterations = 50;
    private readonly int outputDimension;
    private readonly Tensor u;
    private readonly Tensor v;

    /// <param name="weight">The weight to be normalized; its shape is taken.</param>
    /// <param name="outputDimension">Dimension of the output channels: 0, or 1 for transposed convolutions.</param>
    public SpectralNorm(Tensor weight, int outputDimension = 0) : base(nameof(SpectralNorm))
    {
        this.outputDimension = outputDimension;
        long outputs = weight.shape[outputDimension];
        u = functional.normalize(randn(outputs), dim: 0, eps: Epsilon);
        v = zeros(weight.NumberOfElements / outputs);
        RegisterComponents();
        // From random vectors one iteration underestimates σ, and the first steps would see a network that is not normalized.
        for (int i = 0; i < InitialIterations; i++)
            Iterate(weight);
    }

    /// <summary>One power iteration: v ← Wᵀu/‖Wᵀu‖, u ← Wv/‖Wv‖.</summary>
    public void Iterate(Tensor weight)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        Tensor matrix = AsMatrix(weight);
        v.copy_(functional.normalize(matrix.t().mv(u), dim: 0, eps: Epsilon));
        u.copy_(functional.normalize(matrix.mv(v), dim: 0, eps: Epsilon));
    }

    /// <summary>The present estimate of the largest singular value, differentiable in the weight.</summary>
    public Tensor Sigma(Tensor weight) => u.dot(AsMatrix(weight).mv(v));

    /// <inheritdoc/>
    public override Tensor forward(Tensor weight) => weight / Sigma(weight);

    private Tensor AsMatrix(Tensor weight) =>
        (outputDimension == 0 ? weight : weight.transpose(0, outputDimension)).flatten(1);
}
