using System;
using System.Linq;
using NUnit.Framework;
using SagTextures.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Tests.Networks;

public class SpectralNormTests
{
    [TestCaseSource(nameof(Layers))]
    public void Sigma_is_the_largest_singular_value(Func<WeightedLayer> create, int outputDimension)
    {
        manual_seed(3);
        using WeightedLayer layer = create();
        using Tensor weight = Weight(layer);
        using (no_grad())
            weight.normal_();
        for (int i = 0; i < 200; i++)
            layer.Iterate();
        double sigma = (weight.norm() / layer.EffectiveWeight.norm()).ToDouble();
        Assert.That(sigma, Is.EqualTo(LargestSingularValue(weight, outputDimension)).Within(1).Percent);
        Assert.That(LargestSingularValue(layer.EffectiveWeight, outputDimension), Is.EqualTo(1).Within(0.01));
    }

    private static TestCaseData[] Layers =>
    [
        Layer("dense", () => new DenseLayer(30, 20, spectral: true)),
        Layer("dense, to maps", () => new DenseLayer(8, [6, 4, 4], spectral: true)),
        Layer("embedding of classes", () => new DenseLayer(40, 5, spectral: true, hasBias: false)),
        Layer("strided convolution", () => new ConvolutionLayer(6, 12, kernel: 4, stride: 2, padding: 1, spectral: true)),
        Layer("3x3 convolution", () => new ConvolutionLayer(12, 6, kernel: 3, stride: 1, padding: 1, spectral: true, circular: true)),
        Layer("1x1 convolution", () => new ConvolutionLayer(16, 2, kernel: 1, stride: 1, padding: 0, spectral: true, hasBias: false)),
        Layer("transposed convolution", () => new UpsamplingLayer(12, 6, Upsampling.Transposed, spectral: true, circular: false), 1),
        Layer("doubling and 3x3 convolution", () => new UpsamplingLayer(12, 6, Upsampling.Nearest, spectral: true, circular: false)),
    ];

    private static TestCaseData Layer(string name, Func<WeightedLayer> create, int outputDimension = 0) =>
        new TestCaseData(create, outputDimension).SetArgDisplayNames(name);

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
        using (no_grad())
            Weight(layer).normal_();
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

    private static Tensor Weight(WeightedLayer layer) => layer.named_parameters().Single(parameter => parameter.name == "weight").parameter;

    private static Tensor Snapshot(DenseLayer layer) => cat(layer.buffers().ToArray());

    private static double LargestSingularValue(Tensor weight, int outputDimension)
    {
        using Tensor matrix = weight.detach().transpose(0, outputDimension).flatten(1);
        return linalg.svdvals(matrix)[0].ToDouble();
    }
}
