using System.Collections.Generic;
using System.Linq;

namespace SagTextures.Training.Experiments;

/// <summary>One row of an experiment: a preset with some options changed.</summary>
/// <param name="Name">Short name, also that of its folder.</param>
/// <param name="Preset">The preset it begins with.</param>
/// <param name="Set">Options as NAME=VALUE; null for none.</param>
public sealed record Variant(string Name, string Preset, IReadOnlyList<string>? Set = null)
{
    // Equal widths, so that variants differ in method and not in size, and narrow ones, so that a minute teaches them something.
    private const string Narrow = "generatorWidth=32,generatorMaxWidth=128,discriminatorWidth=32,discriminatorMaxWidth=128";

    /// <summary>The presets, and what each part is worth: one is left out, or put in, at a time.</summary>
    public static IReadOnlyList<Variant> Default { get; } =
    [
        Of("gan", "gan"),
        Of("dcgan", "dcgan", Narrow),
        Of("sngan", "sngan", Narrow),
        Of("sagan", "sagan", Narrow),
        Of("sagan-no-attention", "sagan", Narrow, "attentionGenerator=0,attentionDiscriminator=0"),
        Of("sagan-no-sn", "sagan", Narrow, "spectralNormGenerator=false,spectralNormDiscriminator=false"),
        Of("sagan-no-ttur", "sagan", Narrow, "learningRateGenerator=2e-4,learningRateDiscriminator=2e-4"),
        Of("sagan-ema", "sagan", Narrow, "ema=0.998"),
        Of("sagan-paper", "sagan-paper", Narrow),
        Of("sagan-plus", "sagan-plus", Narrow),
        Of("plus-no-attention", "sagan-plus", Narrow, "attentionGenerator=0"),
        Of("plus-sn-d", "sagan-plus", Narrow, "spectralNormDiscriminator=true"),
        Of("plus-ttur", "sagan-plus", Narrow, "learningRateGenerator=1.25e-4"),
        Of("plus-no-ema", "sagan-plus", Narrow, "ema=0"),
        Of("plus-no-r1", "sagan-plus", Narrow, "r1Gamma=0"),
        Of("plus-hinge", "sagan-plus", Narrow, "loss=hinge"),
        new Variant("plus-diffaugment", "sagan-plus", [.. Narrow.Split(','), "augment=color, translation, cutout"]),
        Of("plus-decay", "sagan-plus", Narrow, "rateDecay=0.5"),
        Of("plus-float32", "sagan-plus", Narrow, "precision=float32"),
    ];

    private static Variant Of(string name, string preset, params string[] sets) =>
        new(name, preset, sets.SelectMany(set => set.Split(',')).ToArray());
}
