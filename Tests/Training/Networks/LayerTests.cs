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

    [Test]
    public void Circular_border_is_torchs_and_so_are_its_gradients()
    {
        using Tensor weight = randn(2, 3, 6, 7);
        Tensor[] ours = Gradients(FeatureMaps.Circular), torchs = Gradients(x => functional.pad(x, [1, 1, 1, 1], PaddingModes.Circular));
        for (int i = 0; i < ours.Length; i++)
            Assert.That(Difference(ours[i], torchs[i]), Is.LessThan(1e-5), $"derivative {i}");

        // The map, its gradient, and the gradient of the gradient's square, as a gradient penalty takes it.
        Tensor[] Gradients(System.Func<Tensor, Tensor> wrap)
        {
            Tensor x = arange(2 * 3 * 4 * 5, ScalarType.Float32).sin().view(2, 3, 4, 5).requires_grad_(true);
            Tensor y = wrap(x);
            Tensor first = autograd.grad([(y.pow(3) * weight).sum()], [x], retain_graph: true, create_graph: true)[0];
            return [y, first, autograd.grad([first.square().sum()], [x])[0]];
        }
    }

    [Test]
    public void Cropping_takes_the_border_away()
    {
        using Tensor x = randn(2, 3, 4, 5);
        Assert.That(FeatureMaps.Crop(FeatureMaps.Circular(x)).Equals(x));
    }

    [TestCase(3, 32)]
    [TestCase(32, 3)]
    [TestCase(3, 5)]
    public void Bfloat16_gradients_take_nothing_from_freed_memory(int inputs, int outputs)
    {
        using var convolution = new ConvolutionLayer(inputs, outputs, 3, stride: 1, padding: 1, spectral: false);
        using var upsampling = new UpsamplingLayer(inputs, outputs, Upsampling.Transposed, spectral: false, circular: false);
        foreach (WeightedLayer layer in new WeightedLayer[] { convolution, upsampling })
            for (int round = 0; round < 4; round++)
            {
                using var scope = NewDisposeScope();
                Tensor[] expected = Gradients(layer, ScalarType.Float32), actual = Gradients(layer, ScalarType.BFloat16);
                for (int i = 0; i < expected.Length; i++)
                    Assert.That(
                        Difference(expected[i], actual[i].to(ScalarType.Float32)) / expected[i].abs().max().ToDouble(),
                        Is.LessThan(0.03), $"{layer.GetName()}: result {i}");
            }

        // y, and the gradients of x, weight and bias.
        static Tensor[] Gradients(WeightedLayer layer, ScalarType type)
        {
            manual_seed(1);
            Tensor x = Maps(layer is ConvolutionLayer c ? c.EffectiveWeight.shape[1] : layer.EffectiveWeight.shape[0], 16);
            LeaveNaNs();
            Tensor y = layer.call(x);
            Tensor slope = Maps(y.shape[1], y.shape[2]);
            LeaveNaNs();
            return [y, .. autograd.grad([y], [x, layer.EffectiveWeight, layer.Bias!], [slope])];

            Tensor Maps(long channels, long side) =>
                FeatureMaps.ChannelsLast(randn(2, channels, side, side)).to(type).requires_grad_(true);
        }

        static void LeaveNaNs()
        {
            using var scope = NewDisposeScope();
            for (long bytes = 64; bytes < 1_000_000; bytes = bytes * 5 / 4)
                _ = full(bytes / 2, float.NaN, dtype: ScalarType.BFloat16);
        }
    }

    [TestCase(33)]
    [TestCase(40)]
    [TestCase(80)]
    public void A_pointwise_convolution_is_a_product_of_matrices(int outputs)
    {
        using var layer = new ConvolutionLayer(24, outputs, 1, stride: 1, padding: 0, spectral: false);
        using Tensor x = FeatureMaps.ChannelsLast(randn(4, 24, 16, 16));
        Tensor expected = layer.EffectiveWeight.flatten(1).matmul(x.flatten(2)).view(4, outputs, 16, 16) + layer.Bias!.view(1, -1, 1, 1);
        Assert.That(Difference(layer.call(x), expected), Is.LessThan(1e-5));
    }

    private static double Difference(Tensor a, Tensor b) => (a - b).abs().max().ToDouble();
}
