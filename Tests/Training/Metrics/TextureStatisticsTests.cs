using System.Linq;
using NUnit.Framework;
using SagTextures.Training.Metrics;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Tests.Metrics;

public class TextureStatisticsTests
{
    [Test]
    public void Colours_are_compared_in_8_bit_levels()
    {
        using Tensor a = Smooth(8) * 0.5, b = a + 2 * 10 / 255.0;
        Assert.That(TextureStatistics.Colours(a, a), Is.Zero);
        Assert.That(TextureStatistics.Colours(a, b), Is.EqualTo(10).Within(1e-3));
    }

    [Test]
    public void The_spectrum_sees_what_blur_takes_away()
    {
        using Tensor a = randn(8, 3, 64, 64), b = randn(8, 3, 64, 64);
        using Tensor blurred = functional.avg_pool2d(b, 3, 1, 1);
        double floor = TextureStatistics.Spectrum(a, b);
        Assert.That(floor, Is.LessThan(1));
        Assert.That(TextureStatistics.Spectrum(a, b * 10), Is.EqualTo(20).Within(1));
        Assert.That(TextureStatistics.Spectrum(a, blurred), Is.GreaterThan(5 * floor));
    }

    [Test]
    public void A_seam_is_a_step_at_the_edge()
    {
        using Tensor tiling = Smooth(4);
        using Tensor ramp = tiling + linspace(-1, 1, 64).view(1, 1, 1, 64);
        Assert.That(TextureStatistics.Seam(tiling), Is.EqualTo(1).Within(0.2));
        Assert.That(TextureStatistics.Seam(ramp), Is.GreaterThan(3));
    }

    [Test]
    public void A_grid_is_lines_along_both_axes()
    {
        using var scope = NewDisposeScope();
        Tensor material = 0.3 * randn(4, 3, 64, 64), lines = 0.3 * randn(4, 1, 1, 64), courses = lines.transpose(2, 3);
        double[] none = TextureStatistics.Grid(material), one = TextureStatistics.Grid(material + lines);
        double[] both = TextureStatistics.Grid(material + lines + courses);
        Assert.That(none, Is.All.EqualTo(1).Within(0.5));
        Assert.That(one, Is.All.LessThan(1));
        Assert.That(both, Is.All.GreaterThan(2));
    }

    [TestCase(32)]
    [TestCase(128)]
    public void Equal_textures_are_similar(int side)
    {
        using Tensor one = Smooth(1, side);
        Assert.That(TextureStatistics.PairwiseSimilarity(one.expand(4, -1, -1, -1)), Is.EqualTo(1).Within(1e-3));
        Assert.That(TextureStatistics.PairwiseSimilarity(Smooth(4, side)), Is.LessThan(0.5));
    }

    /// <summary>Noise without seams, with detail at several scales.</summary>
    internal static Tensor Smooth(int count, int side = 64)
    {
        Tensor x = randn(count, 3, side, side);
        for (int i = 0; i < 3; i++)
            x = functional.avg_pool2d(functional.pad(x, [1, 1, 1, 1], PaddingModes.Circular), 3, 1);
        return x / x.std() * 0.4;
    }
}
