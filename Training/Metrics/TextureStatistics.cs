using System;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Metrics;

/// <summary>Plain figures of sets of textures [N,3,R,R] in [−1,1].</summary>
public static class TextureStatistics
{
    /// <summary>Wasserstein distance of the colour histograms, mean over the channels, in 8-bit levels; sets of equal size.</summary>
    public static double Colours(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        return (Sorted(a) - Sorted(b)).abs().mean().ToDouble() * 127.5;

        static Tensor Sorted(Tensor x) => x.transpose(0, 1).flatten(1).sort(1).Values;
    }

    /// <summary>Mean difference, in decibels, of the power spectra averaged over circles of equal frequency.</summary>
    public static double Spectrum(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        return (Radial(a) - Radial(b)).abs().mean().ToDouble();

        static Tensor Radial(Tensor x)
        {
            Tensor power = Power(x).mean([0]);
            (Tensor radius, _) = Frequencies(x.shape[3]);
            return cat(Enumerable.Range(1, (int)x.shape[3] / 2).Select(r =>
            {
                Tensor inside = (radius == r).to(float32);
                return ((power * inside).sum() / inside.sum() + 1e-12).log10().view(1) * 10;
            }).ToArray());
        }
    }

    /// <summary>
    /// How much of a grid each texture shows: of the power of its finer structure (from 8 waves across), how much lies along the
    /// axes, over what would if no direction were preferred. The smaller of both axes' ratios, since planks and courses of bricks are
    /// lines along one; 1 for isotropic noise. Feature maps enlarged by a generator leave a grid where it has not learned to hide them.
    /// </summary>
    /// <param name="x">[N,3,R,R].</param>
    /// <returns>[N], from 0.</returns>
    public static double[] Grid(Tensor x)
    {
        const int Near = 2;
        using var scope = NewDisposeScope();
        Tensor power = Power(x);
        (Tensor radius, Tensor frequency) = Frequencies(x.shape[3]);
        Tensor[] ratios = [Along(frequency.view(-1, 1)), Along(frequency.view(1, -1))];
        return minimum(ratios[0], ratios[1]).to(float64).data<double>().ToArray();

        // Circle by circle: a spectrum falls steeply, and the coarsest structure would decide alone.
        Tensor Along(Tensor across) => stack(Enumerable.Range((int)x.shape[3] / 8, (int)x.shape[3] * 3 / 8 + 1).Select(r =>
        {
            Tensor circle = (radius == r).to(float32), part = circle * (across <= Near).to(float32);
            return (power * part).sum([1, 2]) / ((power * circle).sum([1, 2]) + 1e-9) * (circle.sum() / part.sum());
        })).mean([0]);
    }

    /// <summary>
    /// Mean step across the edges, where a texture meets its copy, over the mean step between neighbours inside: 1 where no seam
    /// shows. The larger of the ratios at full resolution and of 4×4 means, which show seams in brightness.
    /// </summary>
    public static double Seam(Tensor x)
    {
        using var scope = NewDisposeScope();
        return Math.Max(Ratio(x), Ratio(functional.avg_pool2d(x, 4)));

        static double Ratio(Tensor x)
        {
            Tensor right = (x - x.roll(1, 3)).abs(), down = (x - x.roll(1, 2)).abs();
            long inner = x.shape[3] - 1;
            double edge = (right.narrow(3, 0, 1).mean() + down.narrow(2, 0, 1).mean()).ToDouble();
            double inside = (right.narrow(3, 1, inner).mean() + down.narrow(2, 1, inner).mean()).ToDouble();
            return edge / Math.Max(inside, 1e-9);
        }
    }

    /// <summary>
    /// Mean multi-scale structural similarity (Wang et al. 2003) of pairs within a set, on luminance: near 1 when G collapsed.
    /// Textures under 176 pixels have fewer than five scales.
    /// </summary>
    public static double PairwiseSimilarity(Tensor x)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        double[] weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];
        Tensor a = (x.mean([1], keepdim: true) + 1) / 2, b = a.roll(1, 0), similarity = ones(x.shape[0]);
        int scales = (int)Math.Min(weights.Length, long.Log2(x.shape[3] / 11) + 1);
        double total = weights.Take(scales).Sum();
        for (int i = 0; i < scales; i++)
        {
            (Tensor luminance, Tensor contrast) = Compare(a, b);
            Tensor factor = (i == scales - 1 ? luminance * contrast : contrast).mean([1, 2, 3]).clamp(min: 1e-6);
            similarity = similarity * factor.pow(weights[i] / total);
            (a, b) = (functional.avg_pool2d(a, 2), functional.avg_pool2d(b, 2));
        }
        return similarity.mean().ToDouble();
    }

    /// <summary>Power spectra of the brightness, [N,R,R].</summary>
    private static Tensor Power(Tensor x) => fft.fft2(x.mean([1])).abs().square();

    /// <summary>Of each bin of such a spectrum the rounded distance from 0 [R,R], and the frequency along one axis [R].</summary>
    private static (Tensor Radius, Tensor Frequency) Frequencies(long side)
    {
        Tensor frequency = arange(side).to(float32);
        frequency = minimum(frequency, side - frequency);
        return ((frequency.view(-1, 1).square() + frequency.view(1, -1).square()).sqrt().round(), frequency);
    }

    private static (Tensor Luminance, Tensor Contrast) Compare(Tensor a, Tensor b)
    {
        const double C1 = 0.01 * 0.01, C2 = 0.03 * 0.03;
        Tensor distance = (arange(11).to(float32) - 5).square(), line = (-distance / (2 * 1.5 * 1.5)).exp();
        line = line / line.sum();
        Tensor window = (line.view(-1, 1) * line.view(1, -1)).view(1, 1, 11, 11);
        Tensor meanA = Blur(a), meanB = Blur(b);
        Tensor varianceA = Blur(a * a) - meanA * meanA, varianceB = Blur(b * b) - meanB * meanB;
        Tensor covariance = Blur(a * b) - meanA * meanB;
        return ((2 * meanA * meanB + C1) / (meanA * meanA + meanB * meanB + C1),
            (2 * covariance + C2) / (varianceA + varianceB + C2));

        Tensor Blur(Tensor x) => functional.conv2d(x, window);
    }
}
