using NUnit.Framework;
using SagTextures.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Tests.Networks;

public class ConditionalBatchNormTests
{
    private const int Channels = 5, Classes = 3;

    [TestCase(true)]
    [TestCase(false)]
    public void Is_batch_norm_with_the_gain_and_shift_of_the_class(bool isTraining)
    {
        using var guard = no_grad();
        using var norm = new ConditionalBatchNorm(Channels, Classes);
        norm.Gain.uniform_(0.5, 1.5);
        norm.Shift.normal_();
        norm.train();
        norm.call(randn(8, Channels, 4, 4) * 3 + 1, tensor(new long[] { 0, 1, 2, 0, 1, 2, 0, 1 }));
        norm.train(isTraining);

        using Tensor x = randn(4, Channels, 6, 6) * 2 - 1;
        long[] labels = [2, 0, 0, 1];
        Tensor mean = norm.Norm.running_mean!.clone(), variance = norm.Norm.running_var!.clone();
        Tensor actual = norm.call(x, tensor(labels));
        Tensor plain = functional.batch_norm(x, mean, variance, training: isTraining, eps: 1e-5);
        for (int i = 0; i < labels.Length; i++)
        {
            Tensor gain = norm.Gain[labels[i]].view(Channels, 1, 1), shift = norm.Shift[labels[i]].view(Channels, 1, 1);
            Assert.That((actual[i] - (plain[i] * gain + shift)).abs().max().ToDouble(), Is.LessThan(1e-5));
        }
    }

    [Test]
    public void Begins_as_plain_batch_norm()
    {
        using var conditional = new ConditionalBatchNorm(Channels, Classes);
        using var plain = BatchNorm2d(Channels);
        using Tensor x = randn(4, Channels, 6, 6);
        Tensor labels = tensor(new long[] { 2, 0, 0, 1 });
        Assert.That((conditional.call(x, labels) - plain.call(x)).abs().max().ToDouble(), Is.LessThan(1e-6));
    }
}
