using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>z [B,latent] → texture [B,3,R,R] in [−1,1], of the number format of z.</summary>
public sealed class Generator : Module<Tensor, Tensor?, Tensor>
{
    private readonly TrainingConfig config;
    private readonly int classes;
    private readonly ModuleList<Module> layers;

    /// <param name="config">All options.</param>
    /// <param name="classes">Number of classes, 0 for none.</param>
    public Generator(TrainingConfig config, int classes = 0) : base(nameof(Generator))
    {
        (this.config, this.classes) = (config, classes);
        layers = new((config.Architecture switch
        {
            Architecture.Dense => DenseLayers(),
            Architecture.Residual => ResidualLayers(),
            _ => ConvolutionalLayers(),
        }).ToArray());
        RegisterComponents();
        this.Initialize(config);
    }

    /// <summary>The layers in order.</summary>
    public IEnumerable<Module> Layers => layers;

    /// <summary>Without classes.</summary>
    public Tensor call(Tensor z) => call(z, null);

    /// <inheritdoc/>
    public override Tensor forward(Tensor z, Tensor? labels)
    {
        Tensor x = z;
        foreach (Module layer in layers)
            x = layer.Apply(x, labels);
        return x;
    }

    /// <summary>A dense layer to 4×4, then doublings with (conditional) batch norm and ReLU, attention at one resolution, tanh.</summary>
    private IEnumerable<Module> ConvolutionalLayers()
    {
        bool spectral = config.SpectralNormGenerator, isNearest = config.Upsampling == Upsampling.Nearest;
        IReadOnlyList<int> channels = config.GeneratorChannels;
        foreach (Module layer in (IEnumerable<Module>)[Project(channels[0]), .. Normalize(channels[0])])
            yield return layer;
        for (int i = 1, resolution = 8; resolution <= config.Resolution; i++, resolution *= 2)
        {
            // The article's last transposed convolution goes straight to colours.
            bool colours = resolution == config.Resolution && !isNearest;
            yield return new UpsamplingLayer(
                channels[i - 1], colours ? 3 : channels[i], config.Upsampling, spectral, config.Seamless);
            if (colours)
                break;
            foreach (Module layer in Normalize(channels[i]))
                yield return layer;
            if (resolution == config.AttentionGenerator)
                yield return new SelfAttention(channels[i], spectral, config.AttentionPooled);
        }
        if (isNearest)
            yield return Colours(channels[^1]);
        yield return Tanh();
    }

    /// <summary>SAGAN's own code: residual blocks from 4×4 up, attention at one resolution, batch norm, ReLU, 3×3 convolution, tanh.</summary>
    private IEnumerable<Module> ResidualLayers()
    {
        bool spectral = config.SpectralNormGenerator;
        IReadOnlyList<int> channels = config.GeneratorChannels;
        yield return Project(channels[0]);
        for (int i = 1, resolution = 8; resolution <= config.Resolution; i++, resolution *= 2)
        {
            yield return new GeneratorBlock(channels[i - 1], channels[i], Normalize, spectral, config.Seamless);
            if (resolution == config.AttentionGenerator)
                yield return new SelfAttention(channels[i], spectral, config.AttentionPooled);
        }
        yield return BatchNorm2d(channels[^1]);
        yield return ReLU();
        yield return Colours(channels[^1]);
        yield return Tanh();
    }

    /// <summary>Two hidden layers.</summary>
    private IEnumerable<Module> DenseLayers()
    {
        long inputs = config.Latent;
        foreach (int width in config.GeneratorChannels)
        {
            yield return new DenseLayer(inputs, [width, 1, 1], config.SpectralNormGenerator);
            foreach (Module layer in Normalize(width))
                yield return layer;
            inputs = width;
        }
        yield return new DenseLayer(inputs, [3, config.Resolution, config.Resolution], config.SpectralNormGenerator);
        yield return Tanh();
    }

    private DenseLayer Project(long channels) => new(config.Latent, [channels, 4, 4], config.SpectralNormGenerator);

    private ConvolutionLayer Colours(long channels) =>
        new(channels, 3, kernel: 3, stride: 1, padding: 1, config.SpectralNormGenerator, config.Seamless);

    private IEnumerable<Module> Normalize(long channels)
    {
        if (classes > 0)
            yield return new ConditionalBatchNorm(channels, classes);
        else if (config.NormalizationGenerator == Normalization.Batch)
            yield return BatchNorm2d(channels);
        yield return ReLU();
    }
}
