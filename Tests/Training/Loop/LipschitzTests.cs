using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using SagTextures.Training;
using SagTextures.Training.Data;
using SagTextures.Training.Loop;
using SagTextures.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Tests.Loop;

/// <summary>What spectral norm is for: after training, D's slope is bounded.</summary>
public class LipschitzTests
{
    private const int Steps = 30;
    // Room for what the power iteration has not converged to.
    private const double Room = 1.01;
    private TemporaryFolder folder = null!;

    [SetUp]
    public void WriteTextures()
    {
        folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 4, 16);
        TinyTextures.Write(folder.Path, "tiles", 4, 16);
    }

    [TearDown]
    public void Delete() => folder.Dispose();

    [TestCase("sagan")]
    [TestCase("sagan-paper")]
    public void Every_layer_of_D_has_the_largest_singular_value_1(string preset)
    {
        TrainingConfig config = TinyConfig.Shrink(TrainingPresets.Find(preset)) with { Conditional = true };
        (Trainer trainer, TextureBatches batches) = Train(config);
        using Trainer owned = trainer;
        WeightedLayer[] layers = trainer.Discriminator.modules().OfType<WeightedLayer>().ToArray();
        Assert.That(layers, Has.Length.GreaterThanOrEqualTo(7), "convolutions, attention, output, classes");

        // One iteration a step follows the weight from behind: where two singular values change places it takes a few steps.
        var during = new List<double>();
        for (int i = 0; i < 20; i++)
        {
            trainer.Train(batches);
            during.AddRange(layers.Select(LargestSingularValue));
        }
        Assert.That(during.Order().ElementAt(during.Count / 2), Is.InRange(0.99, Room));
        Assert.That(during.Max(), Is.LessThan(1.5));
        Settle(trainer);
        Assert.That(layers.Select(LargestSingularValue), Has.All.InRange(0.999, Room));
    }

    // The matrix of a convolution holds its kernel once; each pixel meets a 4×4 kernel of stride 2 four times: σ ≤ √4.
    // Leaky ReLU has slope 1 at most. Attention multiplies its inputs with one another: no bound holds for it.
    [TestCase(Architecture.Dense, 1)]
    [TestCase(Architecture.Convolutional, 2 * 2)]
    public void D_as_a_whole_is_no_steeper_than_its_layers(Architecture architecture, double constant)
    {
        TrainingConfig config = TinyConfig.Sagan with
        {
            Architecture = architecture,
            AttentionGenerator = 0,
            AttentionDiscriminator = 0,
            InitialDeviation = 0.5,
        };
        using Trainer trainer = Train(config).Trainer;
        Settle(trainer);
        double steepest = Steepest(trainer.Discriminator);
        Assert.That(steepest, Is.LessThanOrEqualTo(constant * Math.Pow(Room, 3)));
        Assert.That(steepest, Is.GreaterThan(0.05 * constant), "a D that says the same of all textures would pass too");

        using Trainer free = Train(config with { SpectralNormDiscriminator = false }).Trainer;
        Assert.That(Steepest(free.Discriminator), Is.GreaterThan(constant * 2), "what spectral norm holds back");
    }

    private (Trainer Trainer, TextureBatches Batches) Train(TrainingConfig config)
    {
        var batches = new TextureBatches(TextureFolder.Read(folder.Path, config), config);
        var trainer = new Trainer(config, CPU, batches.ImageLabels);
        for (int i = 0; i < Steps; i++)
            trainer.Train(batches);
        return (trainer, batches);
    }

    private static void Settle(Trainer trainer)
    {
        for (int i = 0; i < 30; i++)
            trainer.Discriminator.IterateSpectralNorms();
    }

    private static double LargestSingularValue(WeightedLayer layer)
    {
        using var scope = NewDisposeScope();
        return linalg.svdvals(layer.EffectiveWeight.flatten(1))[0].ToDouble();
    }

    /// <summary>Largest |D(x) − D(y)| / ‖x − y‖ of pairs that are far from each other, close, and close in D's steepest direction.</summary>
    private static double Steepest(Discriminator discriminator)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        double steepest = 0;
        for (int i = 0; i < 20; i++)
        {
            Tensor x = (rand(16, 3, 16, 16) * 2 - 1).requires_grad_(true), far = rand(16, 3, 16, 16) * 2 - 1;
            Tensor gradient = autograd.grad([discriminator.call(x).sum()], [x])[0];
            gradient = gradient / gradient.flatten(1).norm(1).view(-1, 1, 1, 1);
            foreach (Tensor y in new[] { far, x + (far - x) * 0.01, x + gradient * 0.5 })
            {
                Tensor slopes = (discriminator.call(x) - discriminator.call(y)).abs() / (x - y).flatten(1).norm(1);
                steepest = Math.Max(steepest, slopes.max().ToDouble());
            }
        }
        return steepest;
    }
}
