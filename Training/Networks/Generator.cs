using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>
/// z [B,latent] → texture [B,3,R,R] in [−1,1]: a dense layer to 4×4, then doublings with (conditional) batch norm and ReLU,
/// self-attention at one resolution, tanh.
/// </summary>
public sealed class Generator : Module<Tensor, Tensor?, Tensor>
{
    private readonly DenseLayer input;
    private readonly ModuleList<Module> layers = [];
    private readonly long firstChannels;

    /// <param name="config">All options.</param>
    /// <param name="classes">Number of classes, 0 for none.</param>
    public Generator(TrainingConfig config, int classes = 0) : base(nameof(Generator))
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
            if (resolution == config.AttentionGenerator)
                layers.Add(new SelfAttention(channels[i], spectral));
        }
        if (config.Upsampling == Upsampling.Nearest)
            layers.Add(new ConvolutionLayer(channels[^1], 3, kernel: 3, stride: 1, padding: 1, spectral, config.Seamless));
        layers.Add(Tanh());
        RegisterComponents();

        void Normalize(long count)
        {
            if (classes > 0)
                layers.Add(new ConditionalBatchNorm(count, classes));
            else if (config.NormalizationGenerator == Normalization.Batch)
                layers.Add(BatchNorm2d(count));
            layers.Add(ReLU());
        }
    }

    /// <summary>The layers in order, the dense one first.</summary>
    public IEnumerable<Module> Layers => [input, .. layers];

    /// <summary>Without classes.</summary>
    public Tensor call(Tensor z) => call(z, null);

    /// <inheritdoc/>
    public override Tensor forward(Tensor z, Tensor? labels)
    {
        Tensor x = FeatureMaps.ChannelsLast(input.call(z).view(-1, firstChannels, 4, 4));
        foreach (Module layer in layers)
            x = layer.Apply(x, labels);
        return x;
    }
}
