using System.Collections.Generic;
using System.Linq;
using SagTextures.Training.Data;
using SagTextures.Training.Metrics;
using static TorchSharp.torch;

namespace SagTextures.Training.Loop;

/// <summary>What a training watches its generator by: which weights are the best so far, and whether it makes different textures.</summary>
public sealed class Quality
{
    /// <summary>The figure that decides which model is the best: the lower the better.</summary>
    public const string Score = "swd";

    private const int Textures = 128;
    private readonly IReadOnlyList<long> labels;
    private readonly Tensor features;
    private readonly Tensor images;

    /// <param name="folder">The training set.</param>
    /// <param name="resolution">Of the training.</param>
    /// <param name="labels">The class of each of its images; none when unconditional.</param>
    public Quality(TextureFolder folder, int resolution, IReadOnlyList<long>? labels = null)
    {
        this.labels = labels is { Count: > 0 } ? labels : new long[folder.Textures.Count];
        int count = System.Math.Min(Textures, folder.Textures.Count);
        images = TextureTensor.Of(
            Enumerable.Range(0, count).Select(i => folder.Textures[(int)((long)i * folder.Textures.Count / count)].Image), resolution);
        features = RandomFeatures.Of(images);
        RealSimilarity = TextureStatistics.PairwiseSimilarity(images);
    }

    /// <summary>Similarity of pairs of training textures.</summary>
    public double RealSimilarity { get; }

    /// <summary>Measures generated textures, [N,3,R,R] in [−1,1], of the classes in the training set's order and shares.</summary>
    /// <returns>kid, swd, diversity and similarity.</returns>
    public IReadOnlyDictionary<string, double> Measure(Tensor textures)
    {
        using var scope = NewDisposeScope();
        Tensor made = RandomFeatures.Of(textures);
        // As many of either, evenly: both are sorted by class.
        long count = System.Math.Min(textures.shape[0], images.shape[0]);
        return new Dictionary<string, double>
        {
            ["kid"] = FeatureDistances.Kernel(Evenly(features, count), Evenly(made, count)),
            [Score] = SlicedWasserstein.Distances(Evenly(images, count), Evenly(textures, count)).Average(),
            ["diversity"] = Diversity(made),
            ["similarity"] = TextureStatistics.PairwiseSimilarity(textures),
        };
    }

    /// <summary>Mean over the classes: a G that makes one texture of each class has collapsed, however much the classes differ.</summary>
    private double Diversity(Tensor made)
    {
        long[] real = Classes(features.shape[0]), generated = Classes(made.shape[0]);
        return real.Distinct().Select(label => (Real: Of(features, real, label), Made: Of(made, generated, label)))
            .Where(pair => pair.Real.shape[0] > 1 && pair.Made.shape[0] > 1)
            .Select(pair => FeatureDistances.Diversity(pair.Real, pair.Made))
            .DefaultIfEmpty(1).Average();

        static Tensor Of(Tensor features, long[] classes, long label) =>
            features.index_select(0, tensor(Enumerable.Range(0, classes.Length).Where(i => classes[i] == label).Select(i => (long)i).ToArray()));
    }

    /// <summary>The classes of textures that stand for the whole set.</summary>
    private long[] Classes(long count) =>
        Enumerable.Range(0, (int)count).Select(i => labels[(int)((long)i * labels.Count / count)]).ToArray();

    private static Tensor Evenly(Tensor textures, long count) =>
        textures.index_select(0, (arange(count, ScalarType.Int64) * textures.shape[0]).div(count, RoundingMode.floor).to(ScalarType.Int64));
}
