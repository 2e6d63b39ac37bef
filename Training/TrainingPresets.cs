using System;
using System.Collections.Generic;
using SagTextures.Training.Networks;

namespace SagTextures.Training;

/// <summary>Named starting points of a <see cref="TrainingConfig"/>.</summary>
public static class TrainingPresets
{
    /// <summary>
    /// The network of Zhang et al. 2019 as the article builds it: transposed convolutions, spectral norm and self-attention
    /// at 32×32 in both networks, hinge loss, two learning rates.
    /// </summary>
    public static TrainingConfig Sagan { get; } = new();

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

    /// <summary>All presets by name.</summary>
    public static IReadOnlyDictionary<string, TrainingConfig> All { get; } =
        new Dictionary<string, TrainingConfig>(StringComparer.Ordinal)
        {
            [Sagan.Preset] = Sagan,
            [SaganPlus.Preset] = SaganPlus,
        };

    /// <summary>The preset of that name.</summary>
    /// <exception cref="TrainingException">No such preset; the message lists them.</exception>
    public static TrainingConfig Find(string name) => All.TryGetValue(name, out TrainingConfig? preset)
        ? preset
        : throw new TrainingException($"--preset {name}: no such preset; there are {string.Join(", ", All.Keys)}.");
}
