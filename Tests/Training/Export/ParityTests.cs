using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Training;
using SagTextures.Training.Benchmark;
using SagTextures.Training.Data;
using SagTextures.Training.Export;
using SagTextures.Training.Loop;
using SagTextures.Training.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Generator = SagTextures.Training.Networks.Generator;

namespace SagTextures.Tests.Export;

/// <summary>The CPU backend computes what TorchSharp computes, layer by layer.</summary>
public class ParityTests
{
    [TestCaseSource(typeof(ModelCases), nameof(ModelCases.All))]
    public void Every_op_equals_torch(GeneratorModel model)
    {
        int resolution = model.Description.Resolution;
        Compare(model, 1, resolution, resolution);
        Compare(model, 5, resolution, resolution);
        if (model.Description.LatentKind == LatentKind.Grid)
            Compare(model, 2, model.Stride * 5, model.Stride * 2);
    }

    [TestCase("sagan", 32, false, 0)]
    [TestCase("sagan", 128, false, 0)]
    [TestCase("sagan", 64, true, 0)]
    [TestCase("sagan", 64, false, 3)]
    [TestCase("sagan-plus", 64, false, 0)]
    [TestCase("sagan-plus", 64, true, 0)]
    [TestCase("sagan-plus", 64, true, 3)]
    [TestCase("gan", 32, false, 0)]
    [TestCase("dcgan", 64, false, 0)]
    [TestCase("sngan", 64, true, 0)]
    [TestCase("sagan-paper", 64, false, 3)]
    [TestCase("sagan-paper", 64, true, 0)]
    public void An_exported_generator_equals_the_trained_one(string preset, int resolution, bool seamless, int classes)
    {
        TrainingConfig config = TrainingPresets.Find(preset) with
        {
            Resolution = resolution,
            Seamless = seamless,
            GeneratorWidth = 8,
            GeneratorMaxWidth = 64,
        };
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using Generator generator = Trained(config, classes);
        GeneratorModel model = GeneratorExporter.Export(generator, config, new Provenance(1, 1, "test", 1, preset)
        {
            Classes = Enumerable.Range(0, classes).Select(i => $"class {i}").ToArray(),
        });
        foreach (int batch in new[] { 1, 5 })
        {
            var run = new CpuRun(model, batch, resolution, resolution);
            Tensor x = tensor(run.Latents, [batch, config.Latent]);
            Tensor? labels = classes == 0 ? null : tensor(run.Classes.Select(index => (long)index).ToArray());
            int last = -1;
            foreach (nn.Module module in generator.Layers)
            {
                x = module.Apply(x, labels);
                last += module is UpsamplingLayer { Upsampling: Upsampling.Nearest } ? 2 : 1;
                if (run.Outputs.TryGetValue(last, out float[]? actual))
                    ExpectEqual(actual, x, $"layer {last}");
            }
            Assert.That(run.Outputs.Keys.Max(), Is.EqualTo(last));
            Assert.That(MaximumDifference(run.Outputs[last], x), Is.LessThan(1e-4));
        }
        ExpectEqualOnVulkan(model);
    }

    /// <summary>Weights as training leaves them: γ is not 0, statistics have moved, singular vectors have converged.</summary>
    private static Generator Trained(TrainingConfig config, int classes)
    {
        manual_seed(11);
        var generator = new Generator(config, classes);
        foreach (Tensor gamma in generator.Gammas())
            gamma.fill_(0.7);
        foreach (BatchNorm2d norm in generator.modules().OfType<BatchNorm2d>().Where(norm => norm.weight is not null))
        {
            norm.weight!.uniform_(0.5, 1.5);
            norm.bias!.uniform_(-0.5, 0.5);
        }
        foreach (ConditionalBatchNorm norm in generator.modules().OfType<ConditionalBatchNorm>())
        {
            norm.Gain.uniform_(0.5, 1.5);
            norm.Shift.uniform_(-0.5, 0.5);
        }
        for (int i = 0; i < 5; i++)
        {
            generator.IterateSpectralNorms();
            generator.call(randn(16, config.Latent), classes == 0 ? null : randint(classes, 16, ScalarType.Int64));
        }
        generator.eval();
        return generator;
    }

    /// <summary>8-bit pixels of both backends may differ by one where a value lies between two.</summary>
    private static void ExpectEqualOnVulkan(GeneratorModel model)
    {
        var options = new GenerateOptions { Class = model.Description.Classes.LastOrDefault() };
        byte[][] pixels = new[] { BackendKind.Cpu, BackendKind.Vulkan }.Select(backend =>
        {
            using var runtime = new TextureGenerator(model, new GeneratorOptions { Backend = backend });
            return runtime.Generate(7, options).Maps[0].Pixels.ToArray();
        }).ToArray();
        Assert.That(pixels[0].Zip(pixels[1], (cpu, vulkan) => Math.Abs(cpu - vulkan)).Max(), Is.LessThanOrEqualTo(1));
    }

    private static void Compare(GeneratorModel model, int batch, int width, int height)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var run = new CpuRun(model, batch, width, height);
        ActivationShape shape = model.LatentShape(width, height);
        Tensor latents = tensor(run.Latents, [batch, shape.Channels, shape.Height, shape.Width], dtype: ScalarType.Float64);
        using var reference = new TorchGenerator(model, ScalarType.Float64);
        IReadOnlyList<Tensor> expected = reference.Run(latents, run.Classes.Select(index => (long)index).ToArray());
        foreach ((int layer, float[] actual) in run.Outputs)
            ExpectEqual(actual, expected[layer], $"layer {layer}, batch {batch}");
        Assert.That(run.Outputs.Keys.Max(), Is.EqualTo(expected.Count - 1));
        Assert.That(MaximumDifference(run.Outputs[expected.Count - 1], expected[^1]), Is.LessThan(1e-4));
    }

    private static void ExpectEqual(float[] actual, Tensor expected, string message)
    {
        float[] values = expected.to(ScalarType.Float32).contiguous().data<float>().ToArray();
        Assert.That(actual, Has.Length.EqualTo(values.Length), message);
        double error = 0, norm = 0;
        for (int i = 0; i < values.Length; i++)
        {
            error += Math.Pow((double)actual[i] - values[i], 2);
            norm += Math.Pow(values[i], 2);
        }
        Assert.That(Math.Sqrt(error / norm), Is.LessThan(1e-5), message);
    }

    private static double MaximumDifference(float[] actual, Tensor expected) =>
        actual.Zip(expected.to(ScalarType.Float32).contiguous().data<float>().ToArray(), (a, e) => Math.Abs((double)a - e)).Max();
}
