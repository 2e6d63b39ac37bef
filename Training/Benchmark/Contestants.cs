using System;
using System.IO;
using SagTextures.Models;
using SagTextures.Training.Export.Onnx;

namespace SagTextures.Training.Benchmark;

internal static class Contestants
{
    /// <summary>Loads the model into a contestant.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="path">The model file, or for ONNX Runtime the exported one beside it (<see cref="PathFor"/>).</param>
    /// <param name="settings">How.</param>
    public static IContestant Load(ContestantKind kind, string path, BenchSettings settings)
    {
        int threads = settings.Threads ?? Environment.ProcessorCount;
        return kind switch
        {
            ContestantKind.OnnxRuntime => new OnnxContestant(path, threads, settings.Cells),
            ContestantKind.TorchSharp => new TorchContestant(path, threads, settings.Size),
            ContestantKind.Vulkan => new BackendContestant(
                path, new GeneratorOptions { Backend = BackendKind.Vulkan, Device = settings.Device }, settings.Size),
            _ => new BackendContestant(
                path, new GeneratorOptions { Backend = BackendKind.Cpu, Threads = settings.Threads }, settings.Size),
        };
    }

    /// <summary>The file that a contestant reads; what is not there yet is written to a folder.</summary>
    public static string PathFor(ContestantKind kind, string model, string folder)
    {
        if (kind != ContestantKind.OnnxRuntime)
            return model;
        string onnx = Path.Combine(folder, "model.onnx");
        if (!File.Exists(onnx))
            OnnxExporter.Write(ModelFile.Read(model), onnx);
        return onnx;
    }

    /// <summary>As tables name it.</summary>
    public static string Name(ContestantKind kind) => kind switch
    {
        ContestantKind.Cpu => "CPU",
        ContestantKind.OnnxRuntime => "ONNX Runtime",
        _ => kind.ToString(),
    };
}
