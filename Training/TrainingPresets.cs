using System;
using System.Collections.Generic;
using SagTextures.Training.Networks;

namespace SagTextures.Training;

/// <summary>Named starting points of a <see cref="TrainingConfig"/>, each as its source has it where no comment says otherwise.</summary>
public static class TrainingPresets
{
    /// <summary>
    /// The network of Zhang et al. 2019 as the article builds it: transposed convolutions, spectral norm and self-attention
    /// at 32×32 in both networks, hinge loss, two learning rates.
    /// </summary>
    public static TrainingConfig Sagan { get; } = new();

    /// <summary>
    /// SAGAN as its authors' code builds it: residual blocks, conditional batch norm and projection where there are classes,
    /// attention over pooled keys and values, ReLU and a sum over positions in D. Theirs has batches of 256.
    /// </summary>
    public static TrainingConfig SaganPaper { get; } = new()
    {
        Preset = "sagan-paper",
        Architecture = Architecture.Residual,
        AttentionPooled = true,
        Conditional = true,
        LeakySlope = 0,
    };

    /// <summary>
    /// Goodfellow et al. 2014: fully connected, no normalization. The non-saturating loss of their section 3; loss=minimax is
    /// the game of their equation 1. Adam in place of momentum, leaky ReLU in place of maxout and dropout.
    /// </summary>
    public static TrainingConfig Gan { get; } = Plain with
    {
        Preset = "gan",
        // Its weights grow with the number of pixels.
        Resolution = 64,
        Architecture = Architecture.Dense,
        GeneratorWidth = 256,
        GeneratorMaxWidth = 512,
        DiscriminatorWidth = 256,
        DiscriminatorMaxWidth = 512,
        NormalizationGenerator = Normalization.None,
    };

    /// <summary>Radford et al. 2016: strided and transposed convolutions, batch norm in both networks, weights from N(0, 0.02).</summary>
    public static TrainingConfig Dcgan { get; } = Plain with
    {
        Preset = "dcgan",
        Latent = 100,
        NormalizationDiscriminator = Normalization.Batch,
        InitialDeviation = 0.02,
    };

    /// <summary>
    /// Miyato et al. 2018: spectral norm in D only, hinge loss, five updates of D for one of G. Theirs are the losses, rates and
    /// normalization; the networks are DCGAN's, where their plain D has a 3×3 convolution of stride 1 before each of stride 2.
    /// </summary>
    public static TrainingConfig Sngan { get; } = Plain with
    {
        Preset = "sngan",
        SpectralNormDiscriminator = true,
        LeakySlope = 0.1,
        Loss = AdversarialLoss.Hinge,
        DiscriminatorSteps = 5,
        Beta1 = 0,
        Beta2 = 0.9,
    };

    /// <summary>
    /// What learns most from the same computing time on small sets: narrow networks, cheap steps, a discriminator that keeps up.
    /// </summary>
    public static TrainingConfig SaganPlus { get; } = new()
    {
        Preset = "sagan-plus",
        Upsampling = Upsampling.Nearest,
        GeneratorWidth = 32,
        GeneratorMaxWidth = 256,
        DiscriminatorWidth = 48,
        DiscriminatorMaxWidth = 256,
        // Attention costs with the fourth power of the side: at 32 it would double the time of a step.
        AttentionGenerator = 16,
        AttentionDiscriminator = 0,
        Conditional = true,
        // The gradient penalty takes the part of spectral norm, and D learns faster without it.
        SpectralNormGenerator = false,
        SpectralNormDiscriminator = false,
        R1Gamma = 0.2,
        LeakySlope = 0.2,
        Loss = AdversarialLoss.Relativistic,
        LearningRateGenerator = 5e-4,
        LearningRateDiscriminator = 5e-4,
        Beta2 = 0.99,
        Ema = 0.998,
    };

    /// <summary>What the networks before SAGAN share: no attention, no spectral norm, Adam at 2e-4 (Radford et al. 2016).</summary>
    private static TrainingConfig Plain => new()
    {
        AttentionGenerator = 0,
        AttentionDiscriminator = 0,
        SpectralNormGenerator = false,
        SpectralNormDiscriminator = false,
        LeakySlope = 0.2,
        Loss = AdversarialLoss.NonSaturating,
        LearningRateGenerator = 2e-4,
        LearningRateDiscriminator = 2e-4,
        Beta1 = 0.5,
        Beta2 = 0.999,
    };

    /// <summary>All presets by name.</summary>
    public static IReadOnlyDictionary<string, TrainingConfig> All { get; } =
        new Dictionary<string, TrainingConfig>(StringComparer.Ordinal)
        {
            [Sagan.Preset] = Sagan,
            [SaganPlus.Preset] = SaganPlus,
            [SaganPaper.Preset] = SaganPaper,
            [Sngan.Preset] = Sngan,
            [Dcgan.Preset] = Dcgan,
            [Gan.Preset] = Gan,
        };

    /// <summary>The preset of that name.</summary>
    /// <exception cref="TrainingException">No such preset; the message lists them.</exception>
    public static TrainingConfig Find(string name) => All.TryGetValue(name, out TrainingConfig? preset)
        ? preset
        : throw new TrainingException($"--preset {name}: no such preset; there are {string.Join(", ", All.Keys)}.");
}
