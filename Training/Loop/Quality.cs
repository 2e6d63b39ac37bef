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
    private readonly Tensor features;
    private readonly Tensor images;

    /// <param name="folder">The training set.</param>
    /// <param name="resolution">Of the training.</param>
    public Quality(TextureFolder folder, int resolution)
    {
        int count = System.Math.Min(Textures, folder.Textures.Count);
        images = TextureTensor.Of(
            Enumerable.Range(0, count).Select(i => folder.Textures[(int)((long)i * folder.Textures.Count / count)].Image), resolution);
        features = RandomFeatures.Of(images);
        RealSimilarity = TextureStatistics.PairwiseSimilarity(images);
    }

    /// <summary>Similarity of pairs of training textures.</summary>
    public double RealSimilarity { get; }

    /// <summary>Measures generated textures, [N,3,R,R] in [−1,1].</summary>
    /// <returns>kid, swd, diversity and similarity.</returns>
    public IReadOnlyDictionary<string, double> Measure(Tensor textures)
    {
        using var scope = NewDisposeScope();
        Tensor made = RandomFeatures.Of(textures);
        // As many of either, evenly: both are sorted by class.
        long count = System.Math.Min(textures.shape[0], images.shape[0]);
        return new Dictionary<string, double>
        {
            ["kid"] = FeatureDistances.Kernel(features, made),
            [Score] = SlicedWasserstein.Distances(Evenly(images, count), Evenly(textures, count)).Average(),
            ["diversity"] = FeatureDistances.Diversity(features, made),
            ["similarity"] = TextureStatistics.PairwiseSimilarity(textures),
        };
    }

    private static Tensor Evenly(Tensor textures, long count) =>
        textures.index_select(0, (arange(count, ScalarType.Int64) * textures.shape[0]).div(count, RoundingMode.floor).to(ScalarType.Int64));
}
