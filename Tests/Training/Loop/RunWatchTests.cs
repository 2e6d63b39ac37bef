using System.Collections.Generic;
using NUnit.Framework;
using SagTextures.Training.Loop;
using SagTextures.Training.Networks;

namespace SagTextures.Tests.Loop;

public class RunWatchTests
{
    private const double RealSimilarity = 0.4;

    [Test]
    public void One_texture_for_every_latent_is_a_collapse_and_a_slow_start_is_none()
    {
        RunWatch watch = Watch(AdversarialLoss.Hinge);
        Assert.That(Judge(watch, 1, 0.8, diversity: 0.02), Is.Null, "it has not learned anything yet");
        Assert.That(Judge(watch, 1, 0.8, diversity: 0.9), Is.Null);
        Assert.That(Judge(watch, 1, 0.8, diversity: 0.02), Does.Contain("collapsed"));
    }

    [Test]
    public void A_generator_that_never_learned_variety_is_told_of_at_the_end()
    {
        RunWatch watch = Watch(AdversarialLoss.Hinge);
        Assert.That(watch.Remark(new Dictionary<string, double> { ["diversity"] = 0.09 }), Does.Contain("all alike, 0.09 of"));
        Assert.That(watch.Remark(new Dictionary<string, double> { ["diversity"] = 0.5 }), Is.Null);
        Assert.That(watch.Remark(new Dictionary<string, double>()), Is.Null, "nothing was measured");
    }

    [Test]
    public void A_resumed_run_that_could_do_better_has_collapsed()
    {
        RunWatch watch = Watch(AdversarialLoss.Hinge);
        watch.MostDiversity = 0.9;
        Assert.That(Judge(watch, 1, 0.8, diversity: 0.02), Does.Contain("collapsed"));
    }

    [TestCase(AdversarialLoss.Hinge, 2)]
    [TestCase(AdversarialLoss.NonSaturating, 1.386)]
    [TestCase(AdversarialLoss.Relativistic, 0.693)]
    public void D_that_is_far_worse_than_one_that_knows_nothing_diverges(AdversarialLoss loss, double ignorant)
    {
        Assert.That(Judge(Watch(loss), 4 * ignorant, 0.5), Is.Null);
        Assert.That(Judge(Watch(loss), 6 * ignorant, 0.5), Does.Contain("diverges"));
    }

    [Test]
    public void D_that_is_always_right_about_textures_that_are_alike_has_won()
    {
        Assert.That(Judge(Watch(AdversarialLoss.Hinge), 0, 1, similarity: 0.9), Does.Contain("has won"));
        Assert.That(Judge(Watch(AdversarialLoss.Hinge), 0, 1, similarity: 0.5), Is.Null, "as different as real ones");
        Assert.That(Judge(Watch(AdversarialLoss.Hinge), 0, 0.9, similarity: 0.9), Is.Null, "still a game");
    }

    [Test]
    public void Steps_before_a_judgement_or_a_way_back_do_not_count_again()
    {
        RunWatch watch = Watch(AdversarialLoss.Hinge);
        Assert.That(Judge(watch, 100, 0.5), Is.Not.Null);
        Assert.That(Judge(watch, 1, 0.5), Is.Null);
        watch.Add(Step(100, 0.5));
        watch.Forget();
        Assert.That(Judge(watch, 1, 0.5), Is.Null);
    }

    private static RunWatch Watch(AdversarialLoss loss) => new(loss, RealSimilarity);

    private static StepResult Step(double lossD, double accuracy) =>
        new(lossD, 0, new Dictionary<string, double> { ["accuracyD"] = accuracy });

    private static string? Judge(RunWatch watch, double lossD, double accuracy, double diversity = 1, double similarity = 0.5)
    {
        watch.Add(Step(lossD, accuracy));
        watch.Add(Step(lossD, accuracy));
        return watch.Judge(new Dictionary<string, double> { ["diversity"] = diversity, ["similarity"] = similarity });
    }
}
