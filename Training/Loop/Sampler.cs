using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Generator = SagTextures.Training.Networks.Generator;

namespace SagTextures.Training.Loop;

/// <summary>What a generator makes of the run's fixed latents.</summary>
public sealed class Sampler
{
    private readonly Generator generator;
    private readonly TrainingConfig config;
    private readonly Device device;
    private readonly IReadOnlyList<long> imageLabels;

    internal Sampler(Generator generator, TrainingConfig config, Device device, IReadOnlyList<long> imageLabels) =>
        (this.generator, this.config, this.device, this.imageLabels) = (generator, config, device, imageLabels);

    /// <summary>
    /// Measures the generator's batch statistics anew. Averaged weights were never run in training, and the running statistics of
    /// the trained ones lag behind.
    /// </summary>
    public void EstimateStatistics(int batches = 8)
    {
        using var guard = no_grad();
        BatchNorm2d[] norms = generator.modules().OfType<BatchNorm2d>().ToArray();
        double?[] momenta = norms.Select(norm => norm.momentum).ToArray();
        RandomNumbers.Seed(config.Seed, device);
        generator.train();
        for (int i = 0; i < batches; i++)
        {
            using var scope = NewDisposeScope();
            // The mean of all batches so far; the first replaces what was there.
            foreach (BatchNorm2d norm in norms)
                norm.momentum = 1.0 / (i + 1);
            generator.call(randn(32, config.Latent, device: device), RandomLabels(32));
        }
        for (int i = 0; i < norms.Length; i++)
            norms[i].momentum = momenta[i];
    }

    /// <summary>Classes as often as the training images have them.</summary>
    private Tensor? RandomLabels(int count) => imageLabels.Count == 0
        ? null
        : tensor(imageLabels.ToArray()).index_select(0, randint(imageLabels.Count, count, ScalarType.Int64)).to(device);

    /// <summary>
    /// Textures for the run's fixed latents, class by class, [count,3,R,R] in [−1,1], on the CPU; the caller disposes it.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="asTrained">Classes as often as the training images have them; else all alike.</param>
    public Tensor Sample(int count, bool asTrained = false)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        RandomNumbers.Seed(config.Seed, device);
        generator.eval();
        var parts = new List<Tensor>();
        long classes = imageLabels.Count == 0 ? 0 : imageLabels.Max() + 1;
        for (int i = 0; i < count; i += 16)
        {
            // The layers' outputs of one batch at a time, not of all.
            using var part = NewDisposeScope();
            int size = Math.Min(16, count - i), first = i;
            Tensor? labels = classes == 0
                ? null
                : tensor(Enumerable.Range(first, size).Select(LabelOf).ToArray(), device: device);
            parts.Add(generator.call(randn(size, config.Latent, device: device), labels).cpu().MoveToOuterDisposeScope());
        }
        return cat(parts).MoveToOuterDisposeScope();

        long LabelOf(int i) => asTrained ? imageLabels[(int)((long)i * imageLabels.Count / count)] : i * classes / count;
    }
}
