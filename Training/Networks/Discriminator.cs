using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>
/// Texture [B,3,R,R] → logit [B], unscaled: strided 4×4 convolutions with leaky ReLU down to 4×4, self-attention at one
/// resolution, a dense layer. Where there are classes, their projection is added (Miyato and Koyama 2018).
/// </summary>
public sealed class Discriminator : Module<Tensor, Tensor?, Tensor>
{
    private readonly ModuleList<Module> layers = [];
    private readonly DenseLayer output;
    private readonly DenseLayer? projection;

    /// <param name="config">All options.</param>
    /// <param name="classes">Number of classes, 0 for none.</param>
    public Discriminator(TrainingConfig config, int classes = 0) : base(nameof(Discriminator))
    {
        bool spectral = config.SpectralNormDiscriminator;
        long inputs = 3;
        int resolution = config.Resolution;
        foreach (int channels in config.DiscriminatorChannels)
        {
            layers.Add(new ConvolutionLayer(
                inputs, channels, kernel: 4, stride: 2, padding: 1, spectral, circular: config.Seamless));
            if (config.NormalizationDiscriminator == Normalization.Batch && inputs != 3)
                layers.Add(BatchNorm2d(channels));
            layers.Add(LeakyReLU(config.LeakySlope));
            resolution /= 2;
            if (resolution == config.AttentionDiscriminator)
                layers.Add(new SelfAttention(channels, spectral));
            inputs = channels;
        }
        output = new DenseLayer(inputs * 16, 1, spectral);
        projection = classes > 0 ? new DenseLayer(inputs * 16, classes, spectral, hasBias: false) : null;
        RegisterComponents();
    }

    /// <summary>Without classes.</summary>
    public Tensor call(Tensor x) => call(x, null);

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, Tensor? labels)
    {
        x = FeatureMaps.ChannelsLast(x);
        foreach (Module layer in layers)
            x = layer.Apply(x, labels);
        x = x.flatten(1);
        Tensor logit = output.call(x);
        if (projection is not null)
            logit = logit + projection.call(x).gather(1, labels!.unsqueeze(1));
        return logit.squeeze(1);
    }
}
