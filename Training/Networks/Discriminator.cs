using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>
/// Texture [B,3,R,R], fp32 or bf16 → logit [B], fp32, unscaled: features, and a dense layer. Where there are classes, their
/// projection is added (Miyato and Koyama 2018).
/// </summary>
public sealed class Discriminator : Module<Tensor, Tensor?, Tensor>
{
    private readonly TrainingConfig config;
    private readonly ModuleList<Module> layers;
    private readonly DenseLayer output;
    private readonly DenseLayer? projection;

    /// <param name="config">All options.</param>
    /// <param name="classes">Number of classes, 0 for none.</param>
    public Discriminator(TrainingConfig config, int classes = 0) : base(nameof(Discriminator))
    {
        this.config = config;
        layers = new((config.Architecture switch
        {
            Architecture.Dense => DenseLayers(),
            Architecture.Residual => ResidualLayers(),
            _ => ConvolutionalLayers(),
        }).ToArray());
        long features = config.DiscriminatorChannels[^1] * (config.Architecture == Architecture.Convolutional ? 16 : 1);
        bool spectral = config.SpectralNormDiscriminator;
        output = new DenseLayer(features, 1, spectral);
        projection = classes > 0 ? new DenseLayer(features, classes, spectral, hasBias: false) : null;
        RegisterComponents();
        this.Initialize(config);
    }

    /// <summary>Without classes.</summary>
    public Tensor call(Tensor x) => call(x, null);

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, Tensor? labels)
    {
        x = FeatureMaps.ChannelsLast(x);
        foreach (Module layer in layers)
            x = layer.Apply(x, labels);
        // SAGAN's own code sums over positions; the article's network keeps them.
        // Logits are few and their differences count: from here in the weights' format, whatever the features have.
        x = (config.Architecture == Architecture.Residual ? x.sum([2, 3]) : x.flatten(1)).to(output.EffectiveWeight.dtype);
        Tensor logit = output.call(x);
        if (projection is not null)
            logit = logit + projection.call(x).gather(1, labels!.unsqueeze(1));
        return logit.squeeze(1);
    }

    /// <summary>Strided 4×4 convolutions with leaky ReLU down to 4×4, attention at one resolution.</summary>
    private IEnumerable<Module> ConvolutionalLayers()
    {
        bool spectral = config.SpectralNormDiscriminator;
        long inputs = 3;
        int resolution = config.Resolution;
        foreach (int channels in config.DiscriminatorChannels)
        {
            yield return new ConvolutionLayer(
                inputs, channels, kernel: 4, stride: 2, padding: 1, spectral, circular: config.Seamless);
            if (config.NormalizationDiscriminator == Normalization.Batch && inputs != 3)
                yield return BatchNorm2d(channels);
            yield return LeakyReLU(config.LeakySlope);
            resolution /= 2;
            if (resolution == config.AttentionDiscriminator)
                yield return new SelfAttention(channels, spectral, config.AttentionPooled);
            inputs = channels;
        }
    }

    /// <summary>Residual blocks down to 4×4 and one that stays there, attention at one resolution.</summary>
    private IEnumerable<Module> ResidualLayers()
    {
        bool spectral = config.SpectralNormDiscriminator;
        long inputs = 3;
        int resolution = config.Resolution;
        foreach (int channels in config.DiscriminatorChannels)
        {
            yield return new DiscriminatorBlock(
                inputs, channels, shrinks: true, config.LeakySlope, spectral, config.Seamless);
            resolution /= 2;
            if (resolution == config.AttentionDiscriminator)
                yield return new SelfAttention(channels, spectral, config.AttentionPooled);
            inputs = channels;
        }
        yield return new DiscriminatorBlock(inputs, inputs, shrinks: false, config.LeakySlope, spectral, config.Seamless);
        yield return LeakyReLU(config.LeakySlope);
    }

    /// <summary>Two hidden layers. The paper has maxout units there; leaky ReLU is what remained of them.</summary>
    private IEnumerable<Module> DenseLayers()
    {
        long inputs = 3L * config.Resolution * config.Resolution;
        foreach (int width in config.DiscriminatorChannels)
        {
            yield return new DenseLayer(inputs, width, config.SpectralNormDiscriminator);
            yield return LeakyReLU(config.LeakySlope);
            inputs = width;
        }
    }
}
