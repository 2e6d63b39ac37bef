using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Metrics;

/// <summary>
/// Features of textures from a convolutional network with fixed random weights: nothing to download, the same on every machine.
/// Means and deviations of its maps say which colours, edges and patterns there are, at several scales, and not where.
/// </summary>
public static class RandomFeatures
{
    // At 128×128 the maps of 64 textures would take a gigabyte.
    private const int PartSize = 16;
    private const int Seed = 20_26;
    private static readonly int[] Widths = [32, 64, 128, 128];
    private static readonly Lazy<float[][]> Weights = new(MakeWeights);

    /// <param name="images">[N,3,R,R] in [−1,1], R from 16.</param>
    /// <returns>[N,F]: mean and standard deviation of every map of every layer.</returns>
    public static Tensor Of(Tensor images)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        foreach (Tensor part in images.split(PartSize))
            parts.Add(OfPart(part));
        return cat(parts).MoveToOuterDisposeScope();
    }

    private static Tensor OfPart(Tensor x)
    {
        using var scope = NewDisposeScope();
        var features = new List<Tensor>();
        long inputs = 3;
        for (int i = 0; i < Widths.Length && x.shape[3] >= 4; i++)
        {
            Tensor weight = tensor(Weights.Value[i], [Widths[i], inputs, 3, 3]);
            x = functional.relu(functional.conv2d(FeatureMaps.Circular(x), weight));
            Tensor flat = x.flatten(2);
            features.Add(flat.mean([2]));
            features.Add((flat.var(2, unbiased: false) + 1e-8).sqrt());
            x = functional.avg_pool2d(x, 2);
            inputs = Widths[i];
        }
        return cat(features, 1).MoveToOuterDisposeScope();
    }

    /// <summary>He et al. 2015: the scale that keeps the variance of activations from layer to layer.</summary>
    private static float[][] MakeWeights()
    {
        var random = new Random(Seed);
        int inputs = 3;
        return Widths.Select(width =>
        {
            double scale = Math.Sqrt(2.0 / (inputs * 9));
            float[] weights = Enumerable.Range(0, width * inputs * 9).Select(_ => (float)(Normal(random) * scale)).ToArray();
            inputs = width;
            return weights;
        }).ToArray();
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
