using SagTextures.Training;

namespace SagTextures.Tests;

/// <summary>The presets, small enough for a test.</summary>
internal static class TinyConfig
{
    public static TrainingConfig Sagan { get; } = Shrink(TrainingPresets.Sagan);

    public static TrainingConfig SaganPlus { get; } = Shrink(TrainingPresets.SaganPlus) with { PenaltyInterval = 2 };

    public static TrainingConfig Shrink(TrainingConfig preset) => preset with
    {
        Resolution = 16,
        Latent = 8,
        GeneratorWidth = 8,
        DiscriminatorWidth = 8,
        AttentionGenerator = preset.AttentionGenerator == 0 ? 0 : 8,
        AttentionDiscriminator = preset.AttentionDiscriminator == 0 ? 0 : 8,
        Batch = 4,
        Steps = 10,
        SampleCount = 8,
        SampleEvery = 5,
        CheckpointEvery = 5,
        Device = "cpu",
    };
}
