using System.Collections.Generic;
using System.Linq;
using SagTextures.Training.Data;
using SagTextures.Training.Metrics;
using static TorchSharp.torch;

namespace SagTextures.Training.Loop;

/// <summary>What a training watches its generator by: which weights are the best so far, and whether it has collapsed.</summary>
public sealed class Quality
{
    /// <summary>The figure that decides which model is the best: the lower the better.</summary>
    public const string Score = "swd";

    private const int Textures = 128;
    // Below this part of the training set's diversity, and of the best that the run has had, G makes one texture only.
    private const double CollapsedOfReal = 0.1, CollapsedOfBest = 0.25;
    private readonly Tensor features;
    private readonly Tensor images;
    private double mostDiversity;

    /// <param name="folder">The training set.</param>
    /// <param name="resolution">Of the training.</param>
    public Quality(TextureFolder folder, int resolution)
    {
        int count = System.Math.Min(Textures, folder.Textures.Count);
        images = TextureTensor.Of(
            Enumerable.Range(0, count).Select(i => folder.Textures[(int)((long)i * folder.Textures.Count / count)].Image), resolution);
        features = RandomFeatures.Of(images);
    }

    /// <summary>Measures generated textures, [N,3,R,R] in [−1,1].</summary>
    /// <returns>kid, swd and diversity.</returns>
    public IReadOnlyDictionary<string, double> Measure(Tensor textures)
    {
        using var scope = NewDisposeScope();
        Tensor made = RandomFeatures.Of(textures);
        long count = System.Math.Min(textures.shape[0], images.shape[0]);
        return new Dictionary<string, double>
        {
            ["kid"] = FeatureDistances.Kernel(features, made),
            [Score] = SlicedWasserstein.Distances(images.narrow(0, 0, count), textures.narrow(0, 0, count)).Average(),
            ["diversity"] = FeatureDistances.Diversity(features, made),
        };
    }

    /// <summary>Whether a diversity means that G makes the same texture whatever z is, after it could do better.</summary>
    public bool IsCollapsed(double diversity)
    {
        mostDiversity = System.Math.Max(mostDiversity, diversity);
        return diversity < CollapsedOfReal && diversity < CollapsedOfBest * mostDiversity;
    }
}
