using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using NUnit.Framework;
using SagTextures.Cpu;
using SagTextures.Cpu.Vectorized;
using SagTextures.Models;
using SagTextures.Plans;
using SagTextures.Training.Export.Onnx;
using SagTextures.Vulkan;

namespace SagTextures.Tests.Export.Onnx;

/// <summary>ONNX Runtime makes of an exported file what the product's own backends make of the model.</summary>
public sealed class OnnxExporterTests
{
    private string folder = "";

    [SetUp]
    public void CreateFolder() => folder = Directory.CreateTempSubdirectory("sag-onnx-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [TestCaseSource(typeof(ModelCases), nameof(ModelCases.All))]
    public void EveryOpEqualsTheBackends(GeneratorModel model)
    {
        string path = Export(model);
        int resolution = model.Description.Resolution;
        Compare(model, path, 1, resolution, resolution, 1e-4);
        Compare(model, path, 5, resolution, resolution, 1e-4);
        if (model.Description.LatentKind == LatentKind.Grid)
        {
            Compare(model, path, 2, model.Stride * 5, model.Stride * 2, 1e-4);
            Compare(model, path, 1, model.Stride, model.Stride, 1e-4);
        }
    }

    /// <summary>The border is wider than the image at first, so it wraps more than once.</summary>
    [Test]
    public void ABorderMayGoAroundMoreThanOnce()
    {
        var wide = new GeneratorDescription(
        [
            new Conv2dLayer("wide", 3, 5, 5, 2), new UpsampleNearestLayer("up", 2), new ConvTranspose2dLayer("rgb", 5, 3, 9, 3, 3),
            new TanhLayer("tanh"),
        ])
        {
            Resolution = 12,
            Padding = PaddingMode.Circular,
            LatentKind = LatentKind.Grid,
            LatentSize = 3,
        };
        GeneratorModel model = RandomModel.Create(wide.Layers, wide);
        string path = Export(model);
        Compare(model, path, 2, 6, 6, 1e-4);
        Compare(model, path, 2, 18, 12, 1e-4);
    }

    [TestCaseSource(nameof(ShippedModels))]
    public void AShippedModelEqualsTheBackends(string file)
    {
        GeneratorModel model = ModelFile.Read(Path.Combine(ModelFolder, file));
        int resolution = model.Description.Resolution;
        Compare(model, Export(model), 5, resolution, resolution, 1e-3);
    }

    [Test]
    public void TheFileTellsWhatItIs()
    {
        using var session = new InferenceSession(Export(ModelCases.Residual(PaddingMode.Zero)));
        Assert.That(session.InputNames, Is.EqualTo(["z", "class"]));
        Assert.That(session.OutputNames, Is.EqualTo(["output"]));
        Assert.That(session.OutputMetadata["output"].Dimensions, Is.EqualTo([-1, 3, 16, 16]));
        Assert.That(session.ModelMetadata.ProducerName, Is.EqualTo("SagTextures"));
        Assert.That(session.ModelMetadata.CustomMetadataMap["generator"], Does.Contain("\"planks\""));
    }

    private static string ModelFolder => Path.Combine(AppContext.BaseDirectory, "Models");

    private static IEnumerable<string> ShippedModels() =>
        Directory.GetFiles(ModelFolder, "*.safetensors").Select(path => Path.GetFileName(path)!);

    private string Export(GeneratorModel model)
    {
        string path = Path.Combine(folder, "model.onnx");
        OnnxExporter.Write(model, path);
        return path;
    }

    private static void Compare(GeneratorModel model, string path, int batch, int width, int height, double tolerance)
    {
        var plan = new GeneratorPlan(new GeneratorGraph(model), batch, width, height);
        ulong[] seeds = Enumerable.Range(1, batch).Select(seed => (ulong)seed).ToArray();
        float[] latents = new GenerateRequest(model, new GenerateOptions { Width = width, Height = height }).Latents(seeds);
        int[] classes = seeds.Select(seed => (int)seed % Math.Max(1, model.Description.Classes.Count)).ToArray();
        float[] expected = OnnxRun.Output(path, latents, classes, plan);
        foreach (IBackend backend in new IBackend[] { new CpuBackend(), new VectorizedCpuBackend(), VulkanBackend.Create() })
        {
            using IBackend owned = backend;
            using IPreparedPlan prepared = backend.Prepare(plan);
            prepared.Run(latents, classes, plan.NewPixels());
            var actual = new float[plan.Output.Count];
            prepared.ReadTensor(plan.Output, actual);
            Assert.That(actual, Has.Length.EqualTo(expected.Length));
            Assert.That(
                actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max(), Is.LessThan(tolerance),
                $"{backend.GetType().Name}, {batch} of {width}×{height}");
        }
    }
}
