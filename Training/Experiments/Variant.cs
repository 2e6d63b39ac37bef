using System.Collections.Generic;
using System.Linq;

namespace SagTextures.Training.Experiments;

/// <summary>One row of an experiment: a preset with some options changed.</summary>
/// <param name="Name">Short name, also that of its folder.</param>
/// <param name="Preset">The preset it begins with.</param>
/// <param name="Set">Options as NAME=VALUE.</param>
public sealed record Variant(string Name, string Preset, IReadOnlyList<string> Set)
{
    private const string HalfSagan = "generatorMaxWidth=512,discriminatorWidth=32,discriminatorMaxWidth=512";

    /// <summary>
    /// The presets, at half width where the literature has large networks, and what each part is worth: one is left out, or
    /// put in, at a time.
    /// </summary>
    public static IReadOnlyList<Variant> Default { get; } =
    [
        Of("gan", "gan"),
        Of("dcgan", "dcgan", HalfSagan),
        Of("sngan", "sngan", HalfSagan),
        Of("sagan", "sagan", HalfSagan),
        Of("sagan-no-attention", "sagan", HalfSagan, "attentionGenerator=0,attentionDiscriminator=0"),
        Of("sagan-sn-d-only", "sagan", HalfSagan, "spectralNormGenerator=false"),
        Of("sagan-no-sn", "sagan", HalfSagan, "spectralNormGenerator=false,spectralNormDiscriminator=false"),
        Of("sagan-no-ttur", "sagan", HalfSagan, "learningRateGenerator=2e-4,learningRateDiscriminator=2e-4"),
        Of("sagan-ema", "sagan", HalfSagan, "ema=0.998"),
        Of("sagan-paper", "sagan-paper", "generatorWidth=32,generatorMaxWidth=512,discriminatorWidth=32,discriminatorMaxWidth=512"),
        Of("sagan-plus", "sagan-plus"),
        Of("plus-no-attention", "sagan-plus", "attentionGenerator=0"),
        Of("plus-attention-both", "sagan-plus", "attentionDiscriminator=16"),
        Of("plus-sn-d", "sagan-plus", "spectralNormDiscriminator=true"),
        Of("plus-ttur", "sagan-plus", "learningRateGenerator=2.5e-4"),
        Of("plus-no-ema", "sagan-plus", "ema=0"),
        Of("plus-no-r1", "sagan-plus", "r1Gamma=0"),
        Of("plus-r1-r2", "sagan-plus", "r2Gamma=0.2"),
        Of("plus-hinge", "sagan-plus", "loss=hinge"),
        Of("plus-non-saturating", "sagan-plus", "loss=nonSaturating"),
        new Variant("plus-diffaugment", "sagan-plus", ["augment=color, translation, cutout"]),
        new Variant("plus-adaptive", "sagan-plus", ["augment=color, translation, cutout", "augmentTarget=0.6", "augmentStrength=0"]),
    ];

    private static Variant Of(string name, string preset, params string[] sets) =>
        new(name, preset, sets.SelectMany(set => set.Split(',')).ToArray());
}
