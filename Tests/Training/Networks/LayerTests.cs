using NUnit.Framework;
using SagTextures.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Tests.Networks;

public class LayerTests
{
    [TestCase(Upsampling.Transposed)]
    [TestCase(Upsampling.Nearest)]
    public void Circular_upsampling_rolls_its_output_with_its_input(Upsampling upsampling)
    {
        using var layer = new UpsamplingLayer(6, 5, upsampling, spectral: false, circular: true);
        using Tensor x = randn(2, 6, 4, 8);
        Assert.That(
            Difference(layer.call(x.roll((1, 3), (2, 3))), layer.call(x).roll((2, 6), (2, 3))), Is.LessThan(1e-5));
    }

    [Test]
    public void Circular_convolution_rolls_its_output_with_its_input()
    {
        using var layer = new ConvolutionLayer(3, 5, 4, stride: 2, padding: 1, spectral: false, circular: true);
        using Tensor x = randn(2, 3, 8, 8);
        Assert.That(
            Difference(layer.call(x.roll((2, 4), (2, 3))), layer.call(x).roll((1, 2), (2, 3))), Is.LessThan(1e-5));
    }

    [Test]
    public void Zero_padding_does_not_wrap()
    {
        using var layer = new UpsamplingLayer(6, 5, Upsampling.Transposed, spectral: false, circular: false);
        using Tensor x = randn(2, 6, 4, 4);
        Assert.That(
            Difference(layer.call(x.roll((1, 1), (2, 3))), layer.call(x).roll((2, 2), (2, 3))), Is.GreaterThan(1e-2));
    }

    [Test]
    public void Nearest_upsampling_is_doubling_then_a_3x3_convolution()
    {
        using var layer = new UpsamplingLayer(6, 5, Upsampling.Nearest, spectral: false, circular: false);
        using Tensor x = randn(2, 6, 7, 5);
        Tensor expected = functional.conv2d(
            functional.interpolate(x, scale_factor: [2, 2]), layer.EffectiveWeight, layer.Bias, padding: [1, 1]);
        Assert.That(Difference(layer.call(x), expected), Is.LessThan(1e-5));
    }

    private static double Difference(Tensor a, Tensor b) => (a - b).abs().max().ToDouble();
}
