using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Tests.Export.Onnx;

/// <summary>One run of an exported file in ONNX Runtime.</summary>
internal static class OnnxRun
{
    /// <param name="path">The .onnx file.</param>
    /// <param name="latents">[batch, n, cells down, cells across].</param>
    /// <param name="classes">One for each texture.</param>
    /// <param name="plan">Tells the sizes.</param>
    public static float[] Output(string path, float[] latents, int[] classes, GeneratorPlan plan)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(path, options);
        ActivationShape shape = plan.Latent.Shape;
        long[] sizes = plan.Graph.Model.Description.LatentKind == LatentKind.Grid
            ? [classes.Length, shape.Channels, shape.Height, shape.Width]
            : [classes.Length, shape.Channels];
        using OrtValue z = OrtValue.CreateTensorValueFromMemory(latents, sizes);
        using OrtValue numbers = OrtValue.CreateTensorValueFromMemory(
            classes.Select(index => (long)index).ToArray(), [classes.Length]);
        var inputs = new Dictionary<string, OrtValue> { ["z"] = z };
        if (session.InputNames.Contains("class"))
            inputs["class"] = numbers;
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, inputs, ["output"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
