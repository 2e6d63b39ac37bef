using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SagTextures.Training.Data;
using SagTextures.Training.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Generator = SagTextures.Training.Networks.Generator;

namespace SagTextures.Training.Loop;

/// <summary>Both networks with their optimizers, and the step that trains them.</summary>
public sealed class Trainer : IDisposable
{
    private readonly TrainingConfig config;
    private readonly Device device;
    private readonly Generator generator;
    private readonly Discriminator discriminator;
    private readonly Adam optimizerG;
    private readonly Adam optimizerD;
    private readonly ExponentialAverage? average;

    public Trainer(TrainingConfig config, Device device)
    {
        (this.config, this.device) = (config, device);
        manual_seed(config.Seed);
        generator = new Generator(config);
        discriminator = new Discriminator(config);
        generator.to(device);
        discriminator.to(device);
        optimizerG = optim.Adam(
            generator.parameters(), config.LearningRateGenerator, config.Beta1, config.Beta2);
        optimizerD = optim.Adam(
            discriminator.parameters(), config.LearningRateDiscriminator, config.Beta1, config.Beta2);
        average = config.Ema > 0 ? new ExponentialAverage(generator, config, device) : null;
    }

    /// <summary>Steps made.</summary>
    public int Step { get; private set; }

    /// <summary>The generator to export and to sample from: the averaged one where there is one.</summary>
    public Generator ExportedGenerator => average?.Average ?? generator;

    /// <summary>One update of D, then one of G.</summary>
    public StepResult Train(TextureBatches batches)
    {
        // Every tensor of the step dies with it, so memory does not grow.
        using var scope = NewDisposeScope();
        // All random numbers are functions of seed and step: a resumed run continues as if it had never stopped.
        manual_seed(TextureBatches.HashCode(config.Seed, Step));
        generator.train();
        generator.IterateSpectralNorms();
        discriminator.IterateSpectralNorms();
        Tensor real = batches.Batch(Step).to(device);
        Tensor fake = generator.call(randn(config.Batch, config.Latent, device: device));
        if (config.Seamless)
            (real, fake) = Roll(real, fake);

        discriminator.RequireGradients(true);
        optimizerD.zero_grad();
        Tensor[] logits = discriminator.call(cat([real, fake.detach()])).chunk(2);
        Tensor lossD = Losses.Discriminator(config.Loss, logits[0], logits[1]);
        Tensor? penalty = config.R1Gamma > 0 && Step % config.R1Interval == 0 ? R1(real) : null;
        (penalty is null ? lossD : lossD + penalty).backward();
        optimizerD.step();

        discriminator.RequireGradients(false);
        optimizerG.zero_grad();
        // The real logits from before D's update will do for the pairs, and spare a pass through D.
        Tensor lossG = Losses.Generator(config.Loss, logits[0].detach(), discriminator.call(fake));
        lossG.backward();
        optimizerG.step();

        Step++;
        average?.Update(Step);
        return Result(lossD, lossG, logits, penalty);
    }

    /// <summary>Half of the batch is enough for a gradient's norm.</summary>
    private Tensor R1(Tensor real)
    {
        Tensor half = real.narrow(0, 0, Math.Max(1, config.Batch / 2));
        return Losses.R1(discriminator, half) * (config.R1Gamma / 2 * config.R1Interval);
    }

    /// <summary>The same cyclic roll of both: D finds no seam in a fixed place (Rodriguez-Pardo et al. 2022).</summary>
    private (Tensor Real, Tensor Fake) Roll(Tensor real, Tensor fake)
    {
        var random = new Random(TextureBatches.HashCode(~config.Seed, Step));
        (long, long) shifts = (random.Next(config.Resolution), random.Next(config.Resolution));
        return (real.roll(shifts, (2, 3)), fake.roll(shifts, (2, 3)));
    }

    private StepResult Result(Tensor lossD, Tensor lossG, Tensor[] logits, Tensor? penalty)
    {
        var metrics = new Dictionary<string, double>
        {
            ["logitReal"] = logits[0].mean().ToDouble(),
            ["logitFake"] = logits[1].mean().ToDouble(),
        };
        if (penalty is not null)
            metrics["r1"] = penalty.ToDouble();
        foreach ((string name, nn.Module network) in new (string, nn.Module)[] { ("gammaG", generator), ("gammaD", discriminator) })
            if (network.Gammas().FirstOrDefault() is { } gamma)
                metrics[name] = gamma.ToDouble();
        return new StepResult(lossD.ToDouble(), lossG.ToDouble(), metrics);
    }

    /// <summary>
    /// Measures the batch statistics of <see cref="ExportedGenerator"/> anew. Averaged weights were never run in training, and
    /// the running statistics of the trained ones lag behind.
    /// </summary>
    public void EstimateStatistics(int batches = 8)
    {
        using var guard = no_grad();
        BatchNorm2d[] norms = ExportedGenerator.modules().OfType<BatchNorm2d>().ToArray();
        double?[] momenta = norms.Select(norm => norm.momentum).ToArray();
        manual_seed(config.Seed);
        ExportedGenerator.train();
        for (int i = 0; i < batches; i++)
        {
            using var scope = NewDisposeScope();
            // The mean of all batches so far; the first replaces what was there.
            foreach (BatchNorm2d norm in norms)
                norm.momentum = 1.0 / (i + 1);
            ExportedGenerator.call(randn(32, config.Latent, device: device));
        }
        for (int i = 0; i < norms.Length; i++)
            norms[i].momentum = momenta[i];
    }

    /// <summary>Textures for the run's fixed latents, [count,3,R,R] in [−1,1], on the CPU; the caller disposes it.</summary>
    public Tensor Sample(int count)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        manual_seed(config.Seed);
        ExportedGenerator.eval();
        var parts = new List<Tensor>();
        for (int i = 0; i < count; i += 16)
            parts.Add(ExportedGenerator.call(randn(Math.Min(16, count - i), config.Latent, device: device)).cpu());
        return cat(parts).MoveToOuterDisposeScope();
    }

    /// <summary>Writes everything that a step depends on.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(Step);
        generator.save(writer);
        discriminator.save(writer);
        average?.Average.save(writer);
        optimizerG.save_state_dict(writer);
        optimizerD.save_state_dict(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote, for the same configuration.</summary>
    public void Load(BinaryReader reader)
    {
        Step = reader.ReadInt32();
        generator.load(reader);
        discriminator.load(reader);
        average?.Average.load(reader);
        optimizerG.load_state_dict(reader);
        optimizerD.load_state_dict(reader);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        optimizerG.Dispose();
        optimizerD.Dispose();
        average?.Dispose();
        generator.Dispose();
        discriminator.Dispose();
    }
}
