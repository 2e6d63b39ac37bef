using NUnit.Framework;
using SagTextures.Training.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Tests.Metrics;

public class FeatureDistancesTests
{
    [Test]
    public void Two_halves_of_one_set_are_close_and_another_material_is_far()
    {
        using Tensor a = RandomFeatures.Of(TextureStatisticsTests.Smooth(40)), b = RandomFeatures.Of(TextureStatisticsTests.Smooth(40));
        using Tensor other = RandomFeatures.Of(randn(40, 3, 64, 64) * 0.4);
        Assert.That(FeatureDistances.Kernel(a, b), Is.LessThan(0.5));
        Assert.That(FeatureDistances.Kernel(a, other), Is.InRange(5, 16.01));
        (double precision, double recall) = FeatureDistances.PrecisionRecall(a, b);
        Assert.That(precision, Is.GreaterThan(0.6));
        Assert.That(recall, Is.GreaterThan(0.6));
        Assert.That(FeatureDistances.PrecisionRecall(a, other), Is.EqualTo((0.0, 0.0)));
    }

    [Test]
    public void A_collapsed_set_has_no_diversity_and_no_recall()
    {
        using Tensor real = RandomFeatures.Of(TextureStatisticsTests.Smooth(40));
        using Tensor one = real.narrow(0, 0, 1) + randn(40, real.shape[1]) * 1e-4;
        Assert.That(FeatureDistances.Diversity(real, one), Is.LessThan(0.05));
        Assert.That(FeatureDistances.PrecisionRecall(real, one).Recall, Is.LessThan(0.1));
        Assert.That(FeatureDistances.Diversity(real, RandomFeatures.Of(TextureStatisticsTests.Smooth(40))), Is.EqualTo(1).Within(0.2));
    }

    [Test]
    public void Features_do_not_depend_on_where_things_are()
    {
        using Tensor x = TextureStatisticsTests.Smooth(3);
        using Tensor rolled = RandomFeatures.Of(x.roll((16, 48), (2, 3)));
        Assert.That((RandomFeatures.Of(x) - rolled).abs().max().ToDouble(), Is.LessThan(1e-4));
    }
}
