using System;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Training.Metrics;

/// <summary>Distances of two sets of features [N,F], in units of each feature's own deviation.</summary>
public static class FeatureDistances
{
    private const int Neighbours = 3;

    /// <summary>
    /// KID: the unbiased squared maximum mean discrepancy with the kernel (x·y/F + 1)³ (Bińkowski et al. 2018). Features are in units
    /// of their deviation over both sets: 0 is alike, 16 is two sets that each look the same throughout and have nothing in common.
    /// In units of the real set's alone, half-trained textures would be hundreds away, and the cube of that says nothing.
    /// </summary>
    public static double Kernel(Tensor real, Tensor fake)
    {
        using var scope = NewDisposeScope();
        (real, fake) = Normalize(real, fake, cat([real, fake]));
        return (Within(real) + Within(fake) - 2 * Similarity(real, fake).mean()).ToDouble();

        static Tensor Similarity(Tensor a, Tensor b) => (a.matmul(b.t()) / a.shape[1] + 1).pow(3);

        static Tensor Within(Tensor x)
        {
            Tensor k = Similarity(x, x);
            long n = x.shape[0];
            // One texture has no pairs; it is as alike to another of its set as to itself.
            return n == 1 ? k.sum() : (k.sum() - k.diagonal().sum()) / (n * (n - 1));
        }
    }

    /// <summary>
    /// Precision: part of the generated textures within reach of real ones; recall: part of the real ones within reach of
    /// generated ones. The reach of a texture is the distance of its third neighbour in its own set (Kynkäänniemi et al. 2019).
    /// </summary>
    public static (double Precision, double Recall) PrecisionRecall(Tensor real, Tensor fake)
    {
        using var scope = NewDisposeScope();
        (real, fake) = Normalize(real, fake, real);
        return (Covered(fake, real), Covered(real, fake));

        static double Covered(Tensor points, Tensor by)
        {
            long k = Math.Min(Neighbours, by.shape[0] - 1);
            Tensor reach = cdist(by, by).topk((int)k + 1, dim: 1, largest: false).values.amax([1]);
            return (cdist(points, by) <= reach.unsqueeze(0)).any(1).to(float32).mean().ToDouble();
        }
    }

    /// <summary>Mean distance of two textures of the second set over that of two of the first: near 0 when G collapsed.</summary>
    public static double Diversity(Tensor real, Tensor fake)
    {
        using var scope = NewDisposeScope();
        (real, fake) = Normalize(real, fake, real);
        double reference = Spread(real);
        return reference > 0 ? Spread(fake) / reference : 1;

        static double Spread(Tensor x)
        {
            long n = x.shape[0];
            return n < 2 ? 0 : cdist(x, x).sum().ToDouble() / (n * (n - 1));
        }
    }

    private static (Tensor Real, Tensor Fake) Normalize(Tensor real, Tensor fake, Tensor reference)
    {
        Tensor mean = reference.mean([0]), deviation = (reference.var(0, unbiased: false) + 1e-6).sqrt();
        return ((real - mean) / deviation, (fake - mean) / deviation);
    }
}
