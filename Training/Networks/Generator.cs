using System;
using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>
/// z [B,latent] → texture [B,3,R,R] in [−1,1]: a dense layer to 4×4, then doublings with batch norm and ReLU,
/// self-attention at one resolution, tanh.
/// </summary>
public sealed class Generator : Module<Tensor, Tensor>
{
    private readonly DenseLayer input;
    private readonly ModuleList<Module<Tensor, Tensor>> layers = [];
    private readonly long firstChannels;

    public Generator(TrainingConfig config) : base(nameof(Generator))
    {
        bool spectral = config.SpectralNormGenerator;
        IReadOnlyList<int> channels = config.GeneratorChannels;
        firstChannels = channels[0];
        input = new DenseLayer(config.Latent, firstChannels * 16, spectral);
        Normalize(firstChannels);
        for (int i = 1, resolution = 8; resolution <= config.Resolution; i++, resolution *= 2)
        {
            // The article's last transposed convolution goes straight to colours.
            bool colours = resolution == config.Resolution && config.Upsampling == Upsampling.Transposed;
            layers.Add(new UpsamplingLayer(
                channels[i - 1], colours ? 3 : channels[i], config.Upsampling, spectral, config.Seamless));
            if (colours)
                break;
            Normalize(channels[i]);
            if (resolution == config.AttentionResolution)
                layers.Add(new SelfAttention(channels[i], spectral));
        }
        if (config.Upsampling == Upsampling.Nearest)
            layers.Add(new ConvolutionLayer(channels[^1], 3, kernel: 3, stride: 1, padding: 1, spectral, config.Seamless));
        layers.Add(Tanh());
        RegisterComponents();

        void Normalize(long count)
        {
            layers.Add(BatchNorm2d(count));
            layers.Add(ReLU());
        }
    }

    /// <summary>The layers in order, the dense one first.</summary>
    public IEnumerable<Module<Tensor, Tensor>> Layers => [input, .. layers];

    /// <inheritdoc/>
    public override Tensor forward(Tensor z)
    {
        Tensor x = FeatureMaps.ChannelsLast(input.call(z).view(-1, firstChannels, 4, 4));
        foreach (Module<Tensor, Tensor> layer in layers)
            x = layer.call(x);
        return x;
    }
}
