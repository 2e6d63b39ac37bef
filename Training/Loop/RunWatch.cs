using System.Collections.Generic;
using System.Linq;
using SagTextures.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Training.Loop;

/// <summary>Tells a run that goes wrong from its figures since the last measurement.</summary>
/// <param name="loss">What the networks play for.</param>
/// <param name="realSimilarity">Similarity of pairs of training textures.</param>
public sealed class RunWatch(AdversarialLoss loss, double realSimilarity)
{
    // Of the loss of a D that says 0 to everything: a D that is worse than that for long no longer learns.
    private const double RunawayLoss = 5;
    // Below this part of the training set's diversity, and of the best that the run has had, G makes one texture only.
    private const double CollapsedOfReal = 0.1, CollapsedOfBest = 0.25;
    // D is always right, and generated textures differ from one another a third as much as real ones: G has given up.
    private const double WonAccuracy = 0.99, AlikeOfReal = 1.0 / 3;
    private readonly double ignorantLoss = IgnorantLoss(loss);
    private readonly List<StepResult> steps = [];

    /// <summary>The largest diversity that it was told of; a resumed run knows it from before.</summary>
    public double MostDiversity { get; set; }

    /// <summary>Takes a step's figures.</summary>
    public void Add(StepResult step) => steps.Add(step);

    /// <summary>Judges the steps since the last call.</summary>
    /// <param name="metrics">What <see cref="Quality"/> measured after them.</param>
    /// <returns>What is wrong, or null.</returns>
    public string? Judge(IReadOnlyDictionary<string, double> metrics)
    {
        (double lossD, double accuracy) = steps.Count == 0
            ? (0, 0)
            : (steps.Average(step => step.LossD), steps.Average(step => step.Metrics["accuracyD"]));
        steps.Clear();
        if (lossD > RunawayLoss * ignorantLoss)
            return System.FormattableString.Invariant($"the discriminator diverges, its mean loss is {lossD:0.#}");
        if (IsCollapsed(metrics["diversity"]))
            return "the generator has collapsed, all its textures are alike";
        return accuracy >= WonAccuracy && 1 - metrics["similarity"] < AlikeOfReal * (1 - realSimilarity)
            ? "the discriminator has won, it is always right and all generated textures are alike"
            : null;
    }

    /// <summary>What there is to say of a finished run whose generator never learned to make different textures; or null.</summary>
    public string? Remark(IReadOnlyDictionary<string, double> metrics) =>
        metrics.TryGetValue("diversity", out double diversity) && diversity < CollapsedOfReal
        ? System.FormattableString.Invariant(
            $"the textures are all alike, {diversity:0.00} of the training set's diversity: train for longer, or with the preset sagan-plus")
        : null;

    /// <summary>Forgets the steps of a time that the run has gone back from.</summary>
    public void Forget() => steps.Clear();

    /// <summary>Whether a diversity means that G makes the same texture whatever z is, after it could do better.</summary>
    private bool IsCollapsed(double diversity)
    {
        MostDiversity = System.Math.Max(MostDiversity, diversity);
        return diversity < CollapsedOfReal && diversity < CollapsedOfBest * MostDiversity;
    }

    private static double IgnorantLoss(AdversarialLoss loss)
    {
        using var scope = NewDisposeScope();
        return Losses.Discriminator(loss, zeros(1), zeros(1)).ToDouble();
    }
}
