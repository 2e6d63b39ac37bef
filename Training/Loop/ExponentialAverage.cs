using System;
using System.Linq;
using SagTextures.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;
using Generator = SagTextures.Training.Networks.Generator;

namespace SagTextures.Training.Loop;

/// <summary>A generator whose weights are a running average of the trained one's: it makes the better textures.</summary>
public sealed class ExponentialAverage : IDisposable
{
    private readonly Generator source;
    private readonly double decay;

    public ExponentialAverage(Generator source, TrainingConfig config, Device device, int classes = 0)
    {
        (this.source, decay) = (source, config.Ema);
        Average = new Generator(config, classes);
        Average.to(device);
        Average.RequireGradients(false);
        Update(0);
    }

    /// <summary>The averaged generator.</summary>
    public Generator Average { get; }

    /// <summary>average ← d·average + (1−d)·source, d rising to the decay as the first, poor weights are left behind.</summary>
    /// <param name="step">Steps made; 0 copies.</param>
    public void Update(int step)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        double d = DecayAt(step, decay);
        foreach ((Tensor average, Tensor value) in Average.parameters().Zip(source.parameters()))
            average.mul_(d).add_(value, alpha: 1 - d);
        // Buffers belong to the weights of their step: singular vectors and running statistics are taken as they are.
        foreach ((Tensor average, Tensor value) in Average.buffers().Zip(source.buffers()))
            average.copy_(value);
    }

    internal static double DecayAt(int step, double decay) => step == 0 ? 0 : Math.Min(decay, (1.0 + step) / (10.0 + step));

    /// <inheritdoc/>
    public void Dispose() => Average.Dispose();
}
