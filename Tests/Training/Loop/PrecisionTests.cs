using System.Linq;
using NUnit.Framework;
using SagTextures.Training;
using SagTextures.Training.Data;
using SagTextures.Training.Loop;
using SagTextures.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Tests.Loop;

public class PrecisionTests
{
    [Test]
    public void The_option_decides_and_auto_leaves_GPUs_at_fp32()
    {
        Assert.That(TypeOf("float32", CPU), Is.EqualTo(ScalarType.Float32));
        Assert.That(TypeOf("bfloat16", CPU), Is.EqualTo(ScalarType.BFloat16));
        Assert.That(TypeOf("auto", new Device(DeviceType.CUDA)), Is.EqualTo(ScalarType.Float32));
        Assert.That(
            () => (TinyConfig.Sagan with { Precision = "half" }).Check(),
            Throws.TypeOf<TrainingException>().With.Message.Contains("precision").And.Message.Contains("bfloat16"));

        static ScalarType TypeOf(string precision, Device device) =>
            Precision.TypeOf(TinyConfig.Sagan with { Precision = precision }, device);
    }

    [TestCase("gan")]
    [TestCase("dcgan")]
    [TestCase("sngan")]
    [TestCase("sagan")]
    [TestCase("sagan-paper")]
    [TestCase("sagan-plus")]
    public void A_step_in_bfloat16_is_one_in_fp32_but_for_rounding(string preset)
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 4, 16);
        TinyTextures.Write(folder.Path, "tiles", 4, 16);
        TrainingConfig config = TinyConfig.Shrink(TrainingPresets.Find(preset)) with
        {
            Seamless = true,
            Augment = Augmentation.Color | Augmentation.Translation,
        };
        var batches = new TextureBatches(TextureFolder.Read(folder.Path, 16, 2), config);
        using Trainer single = Of("float32"), mixed = Of("bfloat16");
        StepResult expected = single.Train(batches), actual = mixed.Train(batches);
        // Eight bits: 1/256 of each activation, more of what remains of sums.
        Assert.That(actual.LossD, Is.EqualTo(expected.LossD).Within(0.05).And.Not.EqualTo(expected.LossD));
        Assert.That(actual.LossG, Is.EqualTo(expected.LossG).Within(0.15));
        for (int i = 0; i < 9; i++)
            Assert.That(mixed.Train(batches).IsFinite);
        Assert.That(mixed.ExportedGenerator.parameters().Select(parameter => parameter.dtype), Has.All.EqualTo(ScalarType.Float32));
        using Tensor sample = mixed.Sampler.Sample(2);
        Assert.That(sample.dtype, Is.EqualTo(ScalarType.Float32));

        Trainer Of(string precision) => new(config with { Precision = precision }, CPU, batches.ImageLabels);
    }
}
