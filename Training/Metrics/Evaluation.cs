using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace SagTextures.Training.Metrics;

/// <summary>Figures of generated textures against training textures, and what two halves of the training textures give.</summary>
public sealed record Evaluation(IReadOnlyList<Evaluation.Figure> Figures)
{
    /// <summary>Most textures of a set that are looked at.</summary>
    public const int MostTextures = 128;

    /// <param name="Name">Short name, as in JSON.</param>
    /// <param name="Model">Value of the generated textures.</param>
    /// <param name="Real">Value that real textures reach: the noise floor of a distance.</param>
    /// <param name="Meaning">What it measures, and which way is better.</param>
    public sealed record Figure(string Name, double Model, double Real, string Meaning);

    /// <param name="real">Training textures, [N,3,R,R] in [−1,1], N from 4.</param>
    /// <param name="fake">Generated ones, each of the class of the training texture in its place; half of either are compared.</param>
    /// <param name="crops">Of all training images.</param>
    /// <param name="numbers">Number there of each of the training textures [N].</param>
    public static Evaluation Of(Tensor real, Tensor fake, TrainingCrops crops, Tensor numbers)
    {
        using var scope = NewDisposeScope();
        long half = real.shape[0] / 2;
        // Every other one: files next to each other often show the same material.
        Tensor order = arange(half, ScalarType.Int64) * 2;
        Tensor first = real.index_select(0, order), second = real.index_select(0, order + 1), made = fake.index_select(0, order);
        double[] nearest = crops.Nearest(made), realNearest = crops.Nearest(real, numbers);
        Tensor firstFeatures = RandomFeatures.Of(first), secondFeatures = RandomFeatures.Of(second);
        Tensor madeFeatures = RandomFeatures.Of(made);
        double[] swd = SlicedWasserstein.Distances(first, made), floor = SlicedWasserstein.Distances(first, second);
        (double precision, double recall) = FeatureDistances.PrecisionRecall(firstFeatures, madeFeatures);
        (double realPrecision, double realRecall) = FeatureDistances.PrecisionRecall(firstFeatures, secondFeatures);
        var figures = new List<Figure>
        {
            new("swd", swd.Average(), floor.Average(), "patches at all scales (×10³); lower is better"),
        };
        for (int i = 0; i < swd.Length; i++)
            figures.Add(new Figure($"swd{real.shape[3] >> i}", swd[i], floor[i], $"patches at {real.shape[3] >> i}×{real.shape[3] >> i}"));
        figures.AddRange(
        [
            new("colours", TextureStatistics.Colours(first, made), TextureStatistics.Colours(first, second),
                "colour histograms, in 8-bit levels; lower is better"),
            new("kid", FeatureDistances.Kernel(firstFeatures, madeFeatures), FeatureDistances.Kernel(firstFeatures, secondFeatures),
                "kernel distance of random features, 0 to 16; lower is better"),
            new("precision", precision, realPrecision, "part that looks like training textures; higher is better"),
            new("recall", recall, realRecall, "part of the training textures that is covered; higher is better"),
            new("diversity", FeatureDistances.Diversity(firstFeatures, madeFeatures),
                FeatureDistances.Diversity(firstFeatures, secondFeatures), "spread of features; 1 is that of training textures"),
            new("similarity", TextureStatistics.PairwiseSimilarity(made), TextureStatistics.PairwiseSimilarity(first),
                "MS-SSIM of pairs; far above real: collapsed"),
            new("spectrum", TextureStatistics.Spectrum(first, made), TextureStatistics.Spectrum(first, second),
                "radial power spectrum, in dB; lower is better"),
            new("seam", TextureStatistics.Seam(made), TextureStatistics.Seam(first), "step across the edges over steps inside; 1: no seam"),
            new("grid", Quantile(TextureStatistics.Grid(made), 0.95), Quantile(TextureStatistics.Grid(first), 0.95),
                "lines along both axes in the one of 20 that has most; far above real: a grid shows"),
            new("nearest", Quantile(nearest), Quantile(realNearest),
                "distance of the nearest training crop, in 8-bit levels; far below real: copied"),
            new("closest", Quantile(nearest, 0.05), Quantile(realNearest, 0.05), "the same of the one of 20 that is nearest"),
        ]);
        return new Evaluation(figures);
    }

    private static double Quantile(double[] values, double part = 0.5) => values.Order().ElementAt((int)(values.Length * part));
}
