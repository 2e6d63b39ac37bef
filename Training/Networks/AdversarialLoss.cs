namespace SagTextures.Training.Networks;

/// <summary>What the two networks play for.</summary>
public enum AdversarialLoss
{
    /// <summary>D: max(0, 1−D(x)) + max(0, 1+D(G(z))); G: −D(G(z)) (Lim and Ye 2017; SAGAN).</summary>
    Hinge,

    /// <summary>D: softplus(−Δ), G: softplus(Δ), Δ = D(x) − D(G(z)) of pairs (Jolicoeur-Martineau 2019; R3GAN 2024).</summary>
    Relativistic,
}
