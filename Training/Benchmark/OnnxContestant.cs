using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.OnnxRuntime;

namespace SagTextures.Training.Benchmark;

/// <summary>ONNX Runtime on the CPU, with its default options.</summary>
internal sealed class OnnxContestant : IContestant
{
    private readonly InferenceSession session;
    private readonly RunOptions runOptions = new();
    private readonly int threads, cells;

    public OnnxContestant(string path, int threads, int cells)
    {
        this.threads = threads;
        this.cells = cells;
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        session = new InferenceSession(path, options);
    }

    public string Device => $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}, {threads} {(threads == 1 ? "thread" : "threads")}";

    public void Run(int batch)
    {
        Dictionary<string, OrtValue> inputs = session.InputMetadata.ToDictionary(
            input => input.Key, input => input.Value.ElementType == typeof(long) ? Zeros<long>(input.Value, batch) : Noise(input.Value, batch));
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(runOptions, inputs, session.OutputNames);
        foreach (OrtValue input in inputs.Values)
            input.Dispose();
    }

    public void Dispose()
    {
        session.Dispose();
        runOptions.Dispose();
    }

    private OrtValue Noise(NodeMetadata input, int batch)
    {
        long[] shape = Shape(input, batch);
        var random = new Random(1);
        float[] values = Enumerable.Range(0, (int)Count(shape)).Select(_ => (random.NextSingle() * 2) - 1).ToArray();
        return OrtValue.CreateTensorValueFromMemory(values, shape);
    }

    private OrtValue Zeros<T>(NodeMetadata input, int batch)
        where T : unmanaged
    {
        long[] shape = Shape(input, batch);
        return OrtValue.CreateTensorValueFromMemory(new T[Count(shape)], shape);
    }

    /// <summary>The batch is the first size; a grid's others are open.</summary>
    private long[] Shape(NodeMetadata input, int batch) =>
        input.Dimensions.Select((size, axis) => axis == 0 ? batch : size > 0 ? size : (long)cells).ToArray();

    private static long Count(long[] shape) => shape.Aggregate(1L, (product, size) => product * size);
}
