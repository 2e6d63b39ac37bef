using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using SagTextures.Training.Data;
using SagTextures.Training.Loop;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Tests.Loop;

public class QualityTests
{
    [Test]
    public void Textures_that_are_alike_measure_as_alike()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 12, 16);
        TextureFolder textures = TextureFolder.Read(folder.Path, 16, 2, shrink: false);
        var quality = new Quality(textures, 16);
        using Tensor grey = zeros(16, 3, 16, 16) + rand(16, 3, 16, 16) * 1e-5;
        IReadOnlyDictionary<string, double> alike = quality.Measure(grey);
        Assert.That(alike["diversity"], Is.LessThan(0.05));
        Assert.That(alike["similarity"], Is.GreaterThan(0.99));

        using Tensor real = TextureTensor.Of(textures.Textures.Select(texture => texture.Image), 16);
        IReadOnlyDictionary<string, double> measured = quality.Measure(real);
        Assert.That(measured["diversity"], Is.EqualTo(1).Within(0.01));
        Assert.That(measured["similarity"], Is.EqualTo(quality.RealSimilarity).Within(1e-6).And.LessThan(alike["similarity"]));
    }
}
