using System.Linq;
using NUnit.Framework;
using SagTextures.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Tests.Networks;

public class SpectralNormTests
{
    [TestCase(0, 20L, 30L, TestName = "Sigma_of_a_linear_weight_is_its_largest_singular_value")]
    [TestCase(0, 12L, 6L, 4L, 4L, TestName = "Sigma_of_a_convolution_is_its_largest_singular_value")]
    [TestCase(1, 12L, 6L, 4L, 4L, TestName = "Sigma_of_a_transposed_convolution_is_its_largest_singular_value")]
    public void Sigma(int outputDimension, params long[] shape)
    {
        manual_seed(3);
        using Tensor weight = randn(shape);
        using var norm = new SpectralNorm(weight, outputDimension);
        for (int i = 0; i < 200; i++)
            norm.Iterate(weight);
        double expected = LargestSingularValue(weight, outputDimension);
        Assert.That(norm.Sigma(weight).ToDouble(), Is.EqualTo(expected).Within(1).Percent);
        Assert.That(LargestSingularValue(norm.call(weight), outputDimension), Is.EqualTo(1).Within(0.01));
    }

    [Test]
    public void Gradients_flow_through_the_weight_only()
    {
        using Tensor weight = randn(5, 7, requires_grad: true);
        using var norm = new SpectralNorm(weight);
        norm.Sigma(weight).backward();
        // dσ/dW = u vᵀ for fixed unit vectors: Frobenius norm 1.
        Assert.That(weight.grad!.norm().ToDouble(), Is.EqualTo(1).Within(1e-5));
    }

    [Test]
    public void Passes_leave_the_singular_vectors_alone()
    {
        using var layer = new DenseLayer(9, 5, spectral: true);
        layer.train();
        using Tensor before = Snapshot(layer);
        layer.call(randn(2, 9)).sum().backward();
        Assert.That(Snapshot(layer).Equals(before), Is.True);
        layer.Iterate();
        Assert.That(Snapshot(layer).Equals(before), Is.False);
    }

    [Test]
    public void Each_step_continues_from_the_last_steps_vectors()
    {
        // One iteration a step on a weight that stays put must converge as many iterations at once do.
        using var layer = new DenseLayer(40, 30, spectral: true);
        for (int step = 0; step < 300; step++)
            layer.Iterate();
        Assert.That(LargestSingularValue(layer.EffectiveWeight, 0), Is.EqualTo(1).Within(0.01));
    }

    private static Tensor Snapshot(DenseLayer layer) => cat(layer.buffers().ToArray());

    private static double LargestSingularValue(Tensor weight, int outputDimension)
    {
        using Tensor matrix = weight.detach().transpose(0, outputDimension).flatten(1);
        return linalg.svdvals(matrix)[0].ToDouble();
    }
}
