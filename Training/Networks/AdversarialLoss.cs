namespace SagTextures.Training.Networks;

/// <summary>What the two networks play for; σ is the logistic function, D a logit.</summary>
public enum AdversarialLoss
{
    /// <summary>D: −log σ(D(x)) − log(1−σ(D(G(z)))); G: log(1−σ(D(G(z)))), flat while D wins (Goodfellow et al. 2014).</summary>
    Minimax,

    /// <summary>D as in minimax; G: −log σ(D(G(z))), steep while D wins (Goodfellow et al. 2014, section 3).</summary>
    NonSaturating,

    /// <summary>D: max(0, 1−D(x)) + max(0, 1+D(G(z))); G: −D(G(z)) (Lim and Ye 2017; SAGAN).</summary>
    Hinge,

    /// <summary>D: softplus(−Δ), G: softplus(Δ), Δ = D(x) − D(G(z)) of pairs (Jolicoeur-Martineau 2019; R3GAN 2024).</summary>
    Relativistic,
}
