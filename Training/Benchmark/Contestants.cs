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
    /// <param name="threads">Cores it may use; null for all.</param>
    /// <param name="device">Number of the Vulkan device; null for the best.</param>
    public static IContestant Load(ContestantKind kind, string path, int? threads, int? device) => kind switch
    {
        ContestantKind.OnnxRuntime => new OnnxContestant(path, threads ?? Environment.ProcessorCount),
        ContestantKind.TorchSharp => new TorchContestant(path, threads ?? Environment.ProcessorCount),
        ContestantKind.Vulkan => new BackendContestant(
            path, new GeneratorOptions { Backend = BackendKind.Vulkan, Device = device }),
        _ => new BackendContestant(path, new GeneratorOptions { Backend = BackendKind.Cpu, Threads = threads }),
    };

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
