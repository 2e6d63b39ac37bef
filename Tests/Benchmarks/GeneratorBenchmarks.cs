using System;
using System.IO;
using BenchmarkDotNet.Attributes;
using SagTextures.Models;
using SagTextures.Training.Benchmark;

namespace SagTextures.Benchmarks;

/// <summary>Making textures with the reference generators (<see cref="ReferenceGenerator"/>), ONNX Runtime as the baseline.</summary>
public class GeneratorBenchmarks
{
    private string folder = "";
    private IContestant? contestant;

    [Params("full", "half", "residual", "grid")]
    public string Model { get; set; } = "";

    [Params(1, 8, 32)]
    public int Batch { get; set; }

    [GlobalSetup(Target = nameof(OnnxRuntime))]
    public void SetUpOnnxRuntime() => SetUp(ContestantKind.OnnxRuntime);

    [GlobalSetup(Target = nameof(Cpu))]
    public void SetUpCpu() => SetUp(ContestantKind.Cpu);

    [GlobalSetup(Target = nameof(Vulkan))]
    public void SetUpVulkan() => SetUp(ContestantKind.Vulkan);

    [GlobalCleanup]
    public void CleanUp()
    {
        contestant?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public void OnnxRuntime() => contestant!.Run(Batch);

    [Benchmark]
    public void Cpu() => contestant!.Run(Batch);

    [Benchmark]
    public void Vulkan() => contestant!.Run(Batch);

    private void SetUp(ContestantKind kind)
    {
        folder = Directory.CreateTempSubdirectory("sag-benchmarks-").FullName;
        string path = Path.Combine(folder, "model.safetensors");
        GeneratorModel model = ReferenceGenerator.Create(Enum.Parse<ReferenceKind>(Model, ignoreCase: true));
        ModelFile.Write(model, path);
        int side = model.Description.Resolution;
        contestant = Contestants.Load(
            kind, Contestants.PathFor(kind, path, folder), new BenchSettings(Cells: model.LatentShape(side, side).Width));
    }
}
