using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.StepTime;

/// <summary>
/// The networks and the step of the preset <c>sagan</c> as one writes them with TorchSharp's own modules: what the trainer's
/// speed is compared with. The shapes are the trainer's; D sees real and generated textures one after the other.
/// </summary>
internal sealed class PlainTrainer : IDisposable
{
    private readonly TrainingConfig config;
    private readonly Sequential generator;
    private readonly Sequential discriminator;
    private readonly Adam optimizerG;
    private readonly Adam optimizerD;

    public PlainTrainer(TrainingConfig config)
    {
        this.config = config;
        generator = Sequential(Generator().ToArray());
        discriminator = Sequential(Discriminator().ToArray());
        optimizerG = optim.Adam(generator.parameters(), config.LearningRateGenerator, config.Beta1, config.Beta2);
        optimizerD = optim.Adam(discriminator.parameters(), config.LearningRateDiscriminator, config.Beta1, config.Beta2);
    }

    /// <summary>One update of D and one of G.</summary>
    /// <param name="real">[batch,3,R,R].</param>
    public void Train(Tensor real)
    {
        using var scope = NewDisposeScope();
        Tensor fake = generator.call(randn(config.Batch, config.Latent));
        optimizerD.zero_grad();
        Tensor lossD = functional.relu(1 - discriminator.call(real)).mean()
            + functional.relu(1 + discriminator.call(fake.detach())).mean();
        lossD.backward();
        optimizerD.step();
        optimizerG.zero_grad();
        Tensor lossG = -discriminator.call(fake).mean();
        lossG.backward();
        optimizerG.step();
        _ = lossD.ToDouble() + lossG.ToDouble();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        optimizerG.Dispose();
        optimizerD.Dispose();
        generator.Dispose();
        discriminator.Dispose();
    }

    private IEnumerable<Module<Tensor, Tensor>> Generator()
    {
        IReadOnlyList<int> channels = config.GeneratorChannels;
        yield return PlainLayer.Dense(config.Latent, channels[0] * 16);
        yield return Unflatten(1, [channels[0], 4, 4]);
        for (int i = 0, side = 4; side < config.Resolution; i++, side *= 2)
        {
            yield return BatchNorm2d(channels[i]);
            yield return ReLU();
            if (side == config.AttentionGenerator)
                yield return new PlainAttention(channels[i]);
            yield return PlainLayer.Transposed(channels[i], i + 1 < channels.Count ? channels[i + 1] : 3);
        }
        yield return Tanh();
    }

    private IEnumerable<Module<Tensor, Tensor>> Discriminator()
    {
        long inputs = 3;
        int side = config.Resolution;
        foreach (int channels in config.DiscriminatorChannels)
        {
            yield return PlainLayer.Convolution(inputs, channels, 4, 2, 1);
            yield return LeakyReLU(config.LeakySlope);
            side /= 2;
            if (side == config.AttentionDiscriminator)
                yield return new PlainAttention(channels);
            inputs = channels;
        }
        yield return Flatten();
        yield return PlainLayer.Dense(inputs * 16, 1);
    }
}
