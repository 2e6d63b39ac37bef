using System;
using System.Collections.Generic;

namespace SagTextures.Training.Loop;

/// <summary>What a checkpoint keeps beside tensors. Entries that an older checkpoint lacks begin at their defaults.</summary>
internal sealed record TrainerState
{
    private const double SignMemory = 0.95;

    /// <summary>Steps made.</summary>
    public int Step { get; init; }

    /// <summary>Training textures that D has seen.</summary>
    public long Images { get; init; }

    /// <summary>Probability of each augmentation.</summary>
    public double AugmentStrength { get; init; }

    /// <summary>Running mean of the sign of D's verdicts on real textures; 1 where D is always right.</summary>
    public double Sign { get; init; }

    /// <summary>Scale of the learning rates.</summary>
    public double RateScale { get; init; } = 1;

    /// <summary>How often the run went back to an earlier checkpoint.</summary>
    public int Rollbacks { get; init; }

    /// <summary>Names of the classes, in the order of their numbers.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Steps that it went back to.</summary>
    public IReadOnlyList<int> ReturnedTo { get; init; } = [];

    /// <summary>The largest diversity that a measurement found.</summary>
    public double MostDiversity { get; init; }

    /// <summary>The lowest sliced Wasserstein distance so far; the weights that had it are the run's model.</summary>
    public double? BestScore { get; init; }

    /// <summary>The state one step on: D that is right too often overfits, and gets more augmentation (Karras et al. 2020).</summary>
    public TrainerState Next(TrainingConfig config, double sign)
    {
        double mean = SignMemory * Sign + (1 - SignMemory) * sign;
        double change = config.AugmentTarget == 0
            ? 0
            : Math.Sign(mean - config.AugmentTarget) * (double)config.Batch / config.AugmentImages;
        return this with
        {
            Step = Step + 1,
            Images = Images + (long)config.DiscriminatorSteps * config.Batch,
            Sign = mean,
            AugmentStrength = Math.Clamp(AugmentStrength + change, 0, 1),
        };
    }
}
