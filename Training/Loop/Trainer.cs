using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Training.Data;
using SagTextures.Training.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Generator = SagTextures.Training.Networks.Generator;

namespace SagTextures.Training.Loop;

/// <summary>Both networks with their optimizers, and the step that trains them.</summary>
public sealed partial class Trainer : IDisposable
{
    private readonly TrainingConfig config;
    private readonly Device device;
    private readonly ScalarType type;
    private readonly IReadOnlyList<long> imageLabels;
    private readonly Generator generator;
    private readonly Discriminator discriminator;
    private Adam optimizerG;
    private Adam optimizerD;
    private readonly ExponentialAverage? average;
    private TrainerState state;

    /// <param name="config">All options.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="imageLabels">The class of each training image, from 0; none when unconditional.</param>
    /// <param name="classNames">Names of the classes; a checkpoint of others cannot be gone on with.</param>
    public Trainer(
        TrainingConfig config, Device device, IReadOnlyList<long>? imageLabels = null, IReadOnlyList<string>? classNames = null)
    {
        (this.config, this.device, this.imageLabels) = (config, device, imageLabels ?? []);
        type = Precision.TypeOf(config, device);
        int classes = this.imageLabels.Count == 0 ? 0 : (int)this.imageLabels.Max() + 1;
        state = new TrainerState { AugmentStrength = config.AugmentStrength, Classes = classNames ?? [] };
        RandomNumbers.Seed(config.Seed, device);
        generator = new Generator(config, classes);
        discriminator = new Discriminator(config, classes);
        generator.to(device);
        discriminator.to(device);
        (optimizerG, optimizerD) = CreateOptimizers();
        average = config.Ema > 0 ? new ExponentialAverage(generator, config, device, classes) : null;
        Sampler = new Sampler(ExportedGenerator, config, device, this.imageLabels);
    }

    /// <summary>Steps made.</summary>
    public int Step => state.Step;

    /// <summary>Training textures that D has seen.</summary>
    public long Images => state.Images;

    /// <summary>Scale of both learning rates; a run that went wrong goes on with less than 1.</summary>
    public double RateScale
    {
        get => state.RateScale;
        set => state = state with { RateScale = value };
    }

    /// <summary>Learning rates of the next step: not those that the optimizers were saved with, the configuration's hold.</summary>
    internal (double Generator, double Discriminator) Rates
    {
        get
        {
            double falling = config.RateDecay * config.Steps;
            double scale = state.RateScale * (falling > 0 ? Math.Clamp((config.Steps - Step) / falling, 0, 1) : 1);
            return (config.LearningRateGenerator * scale, config.LearningRateDiscriminator * scale);
        }
    }

    /// <summary>How often the run went back to an earlier checkpoint.</summary>
    public int Rollbacks
    {
        get => state.Rollbacks;
        set => state = state with { Rollbacks = value };
    }

    /// <summary>Steps that the run went back to.</summary>
    public IReadOnlyList<int> ReturnedTo
    {
        get => state.ReturnedTo;
        set => state = state with { ReturnedTo = value };
    }

    /// <summary>The largest diversity that a measurement found.</summary>
    public double MostDiversity
    {
        get => state.MostDiversity;
        set => state = state with { MostDiversity = value };
    }

    /// <summary>The best measurement so far, infinite before the first.</summary>
    public double BestScore
    {
        get => state.BestScore ?? double.PositiveInfinity;
        set => state = state with { BestScore = double.IsFinite(value) ? value : null };
    }

    /// <summary>Number of weights of G and of D.</summary>
    public (long Generator, long Discriminator) ParameterCounts => (Count(generator), Count(discriminator));

    private static long Count(nn.Module network) => network.parameters().Sum(parameter => parameter.NumberOfElements);

    /// <summary>The generator to export and to sample from: the averaged one where there is one.</summary>
    public Generator ExportedGenerator => average?.Average ?? generator;

    /// <summary>Samples from it.</summary>
    public Sampler Sampler { get; }

    internal Discriminator Discriminator => discriminator;

    /// <summary>Updates of D, one or more, then one of G.</summary>
    public StepResult Train(TextureBatches batches)
    {
        // Every tensor of the step dies with it, so memory does not grow.
        using var scope = NewDisposeScope();
        // All random numbers are functions of seed and step: a resumed run continues as if it had never stopped.
        RandomNumbers.Seed(TextureBatches.HashCode(config.Seed, Step), device);
        (double rateG, double rateD) = Rates;
        SetRate(optimizerG, rateG);
        SetRate(optimizerD, rateD);
        generator.train();
        generator.IterateSpectralNorms();
        discriminator.RequireGradients(true);
        DiscriminatorPass last = null!;
        for (int i = 0; i < config.DiscriminatorSteps; i++)
            last = TrainDiscriminator(batches.Batch(Step * config.DiscriminatorSteps + i), isLast: i == config.DiscriminatorSteps - 1);

        discriminator.RequireGradients(false);
        optimizerG.zero_grad();
        // The real logits from before D's update will do for the pairs, and spare a pass through D.
        Tensor lossG = Losses.Generator(
            config.Loss, last.Real.detach(), discriminator.call(last.Textures, last.Labels));
        lossG.backward();
        Apply(optimizerG, generator);

        state = state.Next(config, sign: Verdict(last).sign().mean().ToDouble());
        average?.Update(Step);
        return Result(last, lossG);
    }

    private static void SetRate(Adam optimizer, double rate)
    {
        foreach (optim.ILearningRateController group in optimizer.ParamGroups)
            group.LearningRate = rate;
    }

    /// <summary>Positive where D is right about a real texture: on its own, or in a relativistic game against its pair.</summary>
    private Tensor Verdict(DiscriminatorPass pass) =>
        (config.Loss == AdversarialLoss.Relativistic ? pass.Real - pass.Fake : pass.Real).detach();

    private sealed record DiscriminatorPass(
        Tensor Loss, Tensor Real, Tensor Fake, Tensor Textures, Tensor? Labels, Tensor? Penalty);

    /// <param name="batch">What D sees.</param>
    /// <param name="isLast">G learns from the last batch of a step: only there its pass is recorded.</param>
    private DiscriminatorPass TrainDiscriminator(TextureBatch batch, bool isLast)
    {
        discriminator.IterateSpectralNorms();
        Tensor real = batch.Images.to(device).to(type);
        Tensor? labels = batch.Labels?.to(device);
        Tensor fake = Generate(labels, isLast);
        if (config.Seamless)
            (real, fake) = Roll(real, fake);
        if (config.Augment != Augmentation.None)
        {
            var augment = new DiffAugment(
                config.Augment, state.AugmentStrength, config.Batch, config.Resolution, config.Seamless, device);
            (real, fake) = (augment.Apply(real), augment.Apply(fake));
        }

        optimizerD.zero_grad();
        (Tensor logitsReal, Tensor logitsFake) = Discriminate(real, fake.detach(), labels);
        Tensor loss = Losses.Discriminator(config.Loss, logitsReal, logitsFake);
        Tensor? penalty = isLast && Step % config.PenaltyInterval == 0 ? Penalty(real, fake, labels) : null;
        (penalty is null ? loss : loss + penalty).backward();
        Apply(optimizerD, discriminator);
        return new DiscriminatorPass(loss, logitsReal, logitsFake, fake, labels, penalty);
    }

    /// <summary>
    /// D's logits. One pass for both takes less time than two; but batch norm would mix the statistics of real and generated
    /// textures, which it sees apart while G learns (Radford et al. 2016, as their code does it).
    /// </summary>
    private (Tensor Real, Tensor Fake) Discriminate(Tensor real, Tensor fake, Tensor? labels)
    {
        if (config.NormalizationDiscriminator == Normalization.Batch)
            return (discriminator.call(real, labels), discriminator.call(fake, labels));
        Tensor[] logits = discriminator.call(cat([real, fake]), labels is null ? null : cat([labels, labels])).chunk(2);
        return (logits[0], logits[1]);
    }

    private Tensor Generate(Tensor? labels, bool isRecorded)
    {
        using var mode = set_grad_enabled(isRecorded);
        return generator.call(randn(config.Batch, config.Latent, device: device).to(type), labels);
    }

    /// <summary>γ/2 times the penalty, for all of D's updates until the next one.</summary>
    private Tensor? Penalty(Tensor real, Tensor fake, Tensor? labels)
    {
        long count = Math.Max(1, (long)Math.Round(config.Batch * config.PenaltyPart));
        Tensor? r1 = Part(config.R1Gamma, real), r2 = Part(config.R2Gamma, fake);
        return r1 is null ? r2 : r2 is null ? r1 : r1 + r2;

        Tensor? Part(double gamma, Tensor images) => gamma == 0
            ? null
            : Losses.GradientPenalty(discriminator, images.narrow(0, 0, count), labels?.narrow(0, 0, count))
                * (gamma / 2 * config.PenaltyInterval * config.DiscriminatorSteps);
    }

    private void Apply(Adam optimizer, nn.Module network)
    {
        if (config.GradientClip > 0)
            nn.utils.clip_grad_norm_(network.parameters(), config.GradientClip);
        optimizer.step();
    }

    /// <summary>The same cyclic roll of both: D finds no seam in a fixed place (Rodriguez-Pardo et al. 2022).</summary>
    private (Tensor Real, Tensor Fake) Roll(Tensor real, Tensor fake)
    {
        var random = new Random((int)randint(int.MaxValue, 1, ScalarType.Int64).ToInt64());
        (long, long) shifts = (random.Next(config.Resolution), random.Next(config.Resolution));
        return (real.roll(shifts, (2, 3)), fake.roll(shifts, (2, 3)));
    }

    private StepResult Result(DiscriminatorPass last, Tensor lossG)
    {
        Tensor threshold = config.Loss == AdversarialLoss.Relativistic ? (last.Real.mean() + last.Fake.mean()) / 2 : zeros(1, device: device);
        var metrics = new Dictionary<string, double>
        {
            ["logitReal"] = last.Real.mean().ToDouble(),
            ["logitFake"] = last.Fake.mean().ToDouble(),
            ["accuracyD"] = cat([last.Real > threshold, last.Fake < threshold]).to(float32).mean().ToDouble(),
        };
        if (config.Augment != Augmentation.None)
            metrics["augment"] = state.AugmentStrength;
        if (last.Penalty is not null)
            metrics["penalty"] = last.Penalty.ToDouble();
        foreach ((string name, nn.Module network) in new (string, nn.Module)[] { ("gammaG", generator), ("gammaD", discriminator) })
            if (network.Gammas().FirstOrDefault() is { } gamma)
                metrics[name] = gamma.ToDouble();
        return new StepResult(last.Loss.ToDouble(), lossG.ToDouble(), metrics);
    }

    private (Adam Generator, Adam Discriminator) CreateOptimizers() => (
        optim.Adam(generator.parameters(), config.LearningRateGenerator, config.Beta1, config.Beta2),
        optim.Adam(discriminator.parameters(), config.LearningRateDiscriminator, config.Beta1, config.Beta2));

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
