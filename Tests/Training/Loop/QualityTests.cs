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
    public void One_texture_for_every_latent_is_a_collapse_and_a_slow_start_is_none()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 12, 16);
        TextureFolder textures = TextureFolder.Read(folder.Path, 16, 2, shrink: false);
        var quality = new Quality(textures, 16);
        Tensor grey = zeros(16, 3, 16, 16) + rand(16, 3, 16, 16) * 1e-5;
        double collapsed = quality.Measure(grey)["diversity"];
        Assert.That(quality.IsCollapsed(collapsed), Is.False, "it has not learned anything yet");

        Tensor real = TextureTensor.Of(textures.Textures.Select(texture => texture.Image), 16);
        IReadOnlyDictionary<string, double> measured = quality.Measure(real);
        Assert.That(measured["diversity"], Is.EqualTo(1).Within(0.01));
        Assert.That(quality.IsCollapsed(measured["diversity"]), Is.False);
        Assert.That(quality.IsCollapsed(collapsed), Is.True);
    }
}
