using NUnit.Framework;
using SagTextures.Training.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Tests.Metrics;

public class SlicedWassersteinTests
{
    [Test]
    public void Has_a_level_for_each_side_down_to_16_and_its_floor_below_any_change()
    {
        using Tensor a = TextureStatisticsTests.Smooth(24), b = TextureStatisticsTests.Smooth(24);
        double[] floor = SlicedWasserstein.Distances(a, b);
        Assert.That(floor, Has.Length.EqualTo(3));
        using Tensor stripes = b + (arange(64).to(float32) * 0.8).sin().view(1, 1, 1, 64) * 0.4;
        Assert.That(SlicedWasserstein.Distances(a, stripes)[0], Is.GreaterThan(2 * floor[0]));
        Assert.That(SlicedWasserstein.Distances(a, b), Is.EqualTo(floor), "the same every time");
    }

    [Test]
    public void Leaves_the_random_numbers_of_a_training_alone()
    {
        using Tensor a = TextureStatisticsTests.Smooth(4);
        manual_seed(3);
        using Tensor expected = randn(5);
        manual_seed(3);
        SlicedWasserstein.Distances(a, a);
        Assert.That(randn(5).Equals(expected), Is.True);
    }
}
