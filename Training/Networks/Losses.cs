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
        _ => functional.relu(1 - real).mean() + functional.relu(1 + fake).mean(),
    };

    /// <inheritdoc cref="Discriminator"/>
    public static Tensor Generator(AdversarialLoss loss, Tensor real, Tensor fake) => loss switch
    {
        AdversarialLoss.Relativistic => functional.softplus(real - fake).mean(),
        _ => -fake.mean(),
    };

    /// <summary>R1: the mean squared gradient norm of D at real textures (Mescheder et al. 2018).</summary>
    public static Tensor R1(Discriminator discriminator, Tensor images)
    {
        Tensor x = images.detach().requires_grad_(true);
        Tensor gradient = autograd.grad([discriminator.call(x).sum()], [x], retain_graph: true, create_graph: true)[0];
        return gradient.square().sum([1, 2, 3]).mean();
    }
}
