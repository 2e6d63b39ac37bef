using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>
/// Texture [B,3,R,R] → logit [B], unscaled: strided 4×4 convolutions with leaky ReLU down to 4×4, self-attention at one
/// resolution, a dense layer.
/// </summary>
public sealed class Discriminator : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> layers = [];
    private readonly DenseLayer output;

    public Discriminator(TrainingConfig config) : base(nameof(Discriminator))
    {
        bool spectral = config.SpectralNormDiscriminator;
        long inputs = 3;
        int resolution = config.Resolution;
        foreach (int channels in config.DiscriminatorChannels)
        {
            layers.Add(new ConvolutionLayer(
                inputs, channels, kernel: 4, stride: 2, padding: 1, spectral, circular: config.Seamless));
            layers.Add(LeakyReLU(config.LeakySlope));
            resolution /= 2;
            if (config.DiscriminatorAttention && resolution == config.AttentionResolution)
                layers.Add(new SelfAttention(channels, spectral));
            inputs = channels;
        }
        output = new DenseLayer(inputs * 16, 1, spectral);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = FeatureMaps.ChannelsLast(x);
        foreach (Module<Tensor, Tensor> layer in layers)
            x = layer.call(x);
        return output.call(x.flatten(1)).squeeze(1);
    }
}
