using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>The losses of D and G, means over the batch.</summary>
public static class Losses
{
    /// <param name="loss">Which game.</param>
    /// <param name="real">Logits D(x), [B].</param>
    /// <param name="fake">Logits D(G(z)), [B].</param>
    public static Tensor Discriminator(AdversarialLoss loss, Tensor real, Tensor fake) => loss switch
    {
        AdversarialLoss.Relativistic => functional.softplus(fake - real).mean(),
        AdversarialLoss.Minimax or AdversarialLoss.NonSaturating =>
            functional.softplus(-real).mean() + functional.softplus(fake).mean(),
        _ => functional.relu(1 - real).mean() + functional.relu(1 + fake).mean(),
    };

    /// <inheritdoc cref="Discriminator"/>
    public static Tensor Generator(AdversarialLoss loss, Tensor real, Tensor fake) => loss switch
    {
        AdversarialLoss.Relativistic => functional.softplus(real - fake).mean(),
        AdversarialLoss.Minimax => -functional.softplus(fake).mean(),
        AdversarialLoss.NonSaturating => functional.softplus(-fake).mean(),
        _ => -fake.mean(),
    };

    /// <summary>
    /// The mean squared norm of D's gradient at these textures: R1 at real ones, R2 at generated ones (Mescheder et al. 2018).
    /// </summary>
    /// <param name="discriminator">D.</param>
    /// <param name="images">[B,3,R,R].</param>
    /// <param name="labels">Their classes [B], or null.</param>
    public static Tensor GradientPenalty(Discriminator discriminator, Tensor images, Tensor? labels)
    {
        Tensor x = images.detach().requires_grad_(true);
        Tensor logits = discriminator.call(x, labels);
        Tensor gradient = autograd.grad([logits.sum()], [x], retain_graph: true, create_graph: true)[0];
        return gradient.to(logits.dtype).square().sum([1, 2, 3]).mean();
    }
}
