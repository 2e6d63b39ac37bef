using System.Numerics;
using SagTextures.Models;
using SagTextures.Training.Data;
using SagTextures.Training.Networks;

namespace SagTextures.Training;

/// <summary>Refuses options that no training can have.</summary>
public static class TrainingConfigChecks
{
    /// <exception cref="TrainingException">Naming the first option that is wrong.</exception>
    public static void Check(this TrainingConfig config)
    {
        Require(config.Resolution is >= 16 and <= 1024 && BitOperations.IsPow2(config.Resolution),
            "resolution", config.Resolution, "a power of two from 16 to 1024");
        // A transposed convolution to full resolution makes colours, which get no attention; D's first one halves the image.
        bool isNarrow = config.Architecture == Architecture.Convolutional && config.Upsampling == Upsampling.Transposed;
        RequireAttention("attentionGenerator", config.AttentionGenerator, isNarrow ? config.Resolution / 2 : config.Resolution, config);
        RequireAttention("attentionDiscriminator", config.AttentionDiscriminator, config.Resolution / 2, config);
        Require(config.Latent is >= 1 and <= 4096, "latent", config.Latent, "from 1 to 4096");
        Require(config.Batch is >= 2 and <= 4096, "batch", config.Batch, "from 2 to 4096");
        Require(config.Steps is >= 1 and <= 100_000_000, "steps", config.Steps, "from 1 to 100000000");
        Require(config.GeneratorWidth is >= 1 and <= 1024, "generatorWidth", config.GeneratorWidth, "from 1 to 1024");
        Require(config.GeneratorMaxWidth >= config.GeneratorWidth && config.GeneratorMaxWidth <= 4096,
            "generatorMaxWidth", config.GeneratorMaxWidth, "from generatorWidth to 4096");
        RequireKeys(config);
        Require(config.DiscriminatorWidth is >= 1 and <= 1024,
            "discriminatorWidth", config.DiscriminatorWidth, "from 1 to 1024");
        Require(config.NormalizationDiscriminator == Normalization.None || config.Architecture == Architecture.Convolutional,
            "normalizationDiscriminator", "batch", "none where the architecture is not convolutional: that D has no such layers");
        Require(config.DiscriminatorMaxWidth >= config.DiscriminatorWidth && config.DiscriminatorMaxWidth <= 4096,
            "discriminatorMaxWidth", config.DiscriminatorMaxWidth, "from discriminatorWidth to 4096");
        Require(config.Ema is >= 0 and < 1, "ema", config.Ema, "from 0 to below 1");
        Require(config.R1Gamma >= 0, "r1Gamma", config.R1Gamma, "0 or more");
        Require(config.R2Gamma >= 0, "r2Gamma", config.R2Gamma, "0 or more");
        Require(config.PenaltyInterval >= 1, "penaltyInterval", config.PenaltyInterval, "1 or more");
        Require(config.PenaltyPart is > 0 and <= 1, "penaltyPart", config.PenaltyPart, "above 0, at most 1");
        Require(config.DiscriminatorSteps is >= 1 and <= 100,
            "discriminatorSteps", config.DiscriminatorSteps, "from 1 to 100");
        Require(config.InitialDeviation is >= 0 and <= 10, "initialDeviation", config.InitialDeviation, "from 0 to 10");
        Require(config.AugmentStrength is >= 0 and <= 1, "augmentStrength", config.AugmentStrength, "from 0 to 1");
        Require(config.AugmentTarget is >= 0 and < 1, "augmentTarget", config.AugmentTarget, "from 0 to below 1");
        Require(config.AugmentTarget == 0 || config.Augment != Augmentation.None,
            "augmentTarget", config.AugmentTarget, "0 where augment is none: there is no strength to adapt");
        Require(config.AugmentImages >= 1, "augmentImages", config.AugmentImages, "1 or more");
        Require(config.Rollbacks >= 0, "rollbacks", config.Rollbacks, "0 or more");
        Require(config.GradientClip >= 0, "gradientClip", config.GradientClip, "0 (none) or more");
        Require(config.LearningRateGenerator is > 0 and < 1,
            "learningRateGenerator", config.LearningRateGenerator, "between 0 and 1");
        Require(config.LearningRateDiscriminator is > 0 and < 1,
            "learningRateDiscriminator", config.LearningRateDiscriminator, "between 0 and 1");
        Require(config.RateDecay is >= 0 and <= 1, "rateDecay", config.RateDecay, "from 0 to 1");
        Require(config.Beta1 is >= 0 and < 1, "beta1", config.Beta1, "from 0 to below 1");
        Require(config.Beta2 is >= 0 and < 1, "beta2", config.Beta2, "from 0 to below 1");
        Require(config.CropScale is >= 1 and <= 16, "cropScale", config.CropScale, "from 1 to 16");
        Require(config.Fit != ImageFit.Crop || !(config.Seamless && config.DropSeams),
            "fit", "crop", "auto or shrink, or dropSeams false: crops do not tile, all would be left out");
        Require(config.MinimumImages >= 1, "minimumImages", config.MinimumImages, "1 or more");
        Require(config.SampleEvery >= 1, "sampleEvery", config.SampleEvery, "1 or more");
        Require(config.SampleCount >= 1, "sampleCount", config.SampleCount, "1 or more");
        Require(config.CheckpointEvery >= 1, "checkpointEvery", config.CheckpointEvery, "1 or more");
        Require(config.Device is "auto" or "cpu" or "cuda", "device", config.Device, "auto, cpu or cuda");
        Require(config.Precision is "auto" or "float32" or "bfloat16",
            "precision", config.Precision, "auto, float32 or bfloat16");
    }

    private static void RequireAttention(string option, int side, int largest, TrainingConfig config)
    {
        Require(side == 0 || (BitOperations.IsPow2(side) && side is >= 8 and <= 64), option, side, "0 (none), 8, 16, 32 or 64");
        Require(side == 0 || config.Architecture != Architecture.Dense, option, side, "0 where the layers are dense");
        Require(side <= largest, option, side, $"{largest} at most at resolution {config.Resolution}, or 0 (none)");
    }

    /// <summary>The model file limits what attention has; D's is in no file.</summary>
    private static void RequireKeys(TrainingConfig config)
    {
        const int Most = (Limits.MaxKeyChannels + 1) * SelfAttention.ChannelsPerKey - 1;
        if (config.AttentionGenerator == 0)
            return;
        int channels = config.GeneratorChannels[BitOperations.Log2((uint)config.AttentionGenerator) - 2];
        Require(channels <= Most, "attentionGenerator", config.AttentionGenerator, $"where G has {Most} channels at most, not {channels}, or 0 (none)");
    }

    private static void Require(bool condition, string option, object value, string range)
    {
        if (!condition)
            throw new TrainingException($"{option} {value}: it must be {range}.");
    }
}
