using System.Linq;
using NUnit.Framework;
using SagTextures.Training;
using SagTextures.Training.Loop;
using TorchSharp;
using static TorchSharp.torch;
using Generator = SagTextures.Training.Networks.Generator;

namespace SagTextures.Tests.Loop;

public class ExponentialAverageTests
{
    [Test]
    public void Weights_are_averaged_and_buffers_copied()
    {
        TrainingConfig config = TinyConfig.Sagan with { Ema = 0.75 };
        using var guard = no_grad();
        using var source = new Generator(config);
        using var average = new ExponentialAverage(source, config, CPU);
        foreach ((Tensor weight, Tensor start) in source.parameters().Zip(average.Average.parameters()))
        {
            Assert.That(weight.Equals(start), Is.True);
            start.fill_(1);
            weight.fill_(3);
        }
        foreach (Tensor buffer in source.buffers().Where(buffer => buffer.dtype == ScalarType.Float32))
            buffer.fill_(7);
        average.Update(1000);
        foreach (Tensor weight in average.Average.parameters())
            Assert.That(weight.data<float>().ToArray(), Has.All.EqualTo(0.75f * 1 + 0.25f * 3));
        foreach (Tensor buffer in average.Average.buffers().Where(buffer => buffer.dtype == ScalarType.Float32))
            Assert.That(buffer.data<float>().ToArray(), Has.All.EqualTo(7f));
    }

    [Test]
    public void Early_steps_forget_fast()
    {
        Assert.That(ExponentialAverage.DecayAt(0, 0.998), Is.Zero);
        Assert.That(ExponentialAverage.DecayAt(1, 0.998), Is.EqualTo(2.0 / 11));
        Assert.That(ExponentialAverage.DecayAt(1_000_000, 0.998), Is.EqualTo(0.998));
    }
}
