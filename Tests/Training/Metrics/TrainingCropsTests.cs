using System.Linq;
using NUnit.Framework;
using SagTextures.Training.Data;
using SagTextures.Training.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Tests.Metrics;

public class TrainingCropsTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void A_rolled_copy_is_found_and_a_mirrored_one_too(bool isMirrored)
    {
        using var scope = NewDisposeScope();
        Tensor set = TextureStatisticsTests.Smooth(6), numbers = arange(6, ScalarType.Int64);
        Tensor copy = set.narrow(0, 2, 1).roll((10, 22), (2, 3)), other = TextureStatisticsTests.Smooth(1);
        var crops = new TrainingCrops(set, numbers);
        double[] distances = crops.Nearest(cat([isMirrored ? copy.flip(3) : copy, other]));
        Assert.That(distances[0], Is.LessThan(1));
        Assert.That(distances[1], Is.GreaterThan(10));
        Assert.That(crops.Nearest(set).Max(), Is.LessThan(1));
        Assert.That(crops.Nearest(set, numbers).Min(), Is.GreaterThan(10), "nobody is his own neighbour");
    }

    [Test]
    public void A_copied_corner_of_a_large_image_is_found()
    {
        using var scope = NewDisposeScope();
        Tensor large = (TextureStatisticsTests.Smooth(2, 128).clamp(-1, 1) * 127.5 + 127.5).round();
        RgbImage[] images = Enumerable.Range(0, 2)
            .Select(i => new RgbImage(128, 128, large[i].permute(1, 2, 0).to(ScalarType.Byte).contiguous().data<byte>().ToArray())).ToArray();
        var crops = TrainingCrops.Of(images, 32);
        Tensor corner = TextureTensor.Of([images[1].Crop(96, 0, 32)], 32);
        Assert.That(crops.Nearest(corner)[0], Is.LessThan(1));
        Assert.That(crops.Nearest(corner, tensor(new long[] { 1 }))[0], Is.GreaterThan(10));
    }
}
