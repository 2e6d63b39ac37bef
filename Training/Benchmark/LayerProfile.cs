using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Cpu.Vectorized;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Training.Benchmark;

/// <summary>Where the CPU backend's time goes.</summary>
internal static class LayerProfile
{
    private const int Runs = 30;

    /// <param name="model">The model, at its training resolution.</param>
    /// <param name="batch">Textures made at once.</param>
    /// <param name="threads">Cores to use; null for all.</param>
    /// <param name="peakGigaFlops">Of as many cores.</param>
    public static IReadOnlyList<LayerTiming> Measure(GeneratorModel model, int batch, int? threads, double peakGigaFlops)
    {
        int side = model.Description.Resolution;
        using var backend = new VectorizedCpuBackend(threads);
        var plan = new GeneratorPlan(new GeneratorGraph(model), batch, side, side);
        using var prepared = (VectorizedPreparedPlan)backend.Prepare(plan);
        prepared.Milliseconds = new double[plan.Steps.Count + 1];
        float[] latents = new GenerateRequest(model, new GenerateOptions())
            .Latents(Enumerable.Range(0, batch).Select(seed => (ulong)seed).ToArray());
        var pixels = new byte[batch * plan.PixelBytesPerImage];
        var times = new List<double[]>();
        for (int run = -5; run < Runs; run++)
        {
            prepared.Run(latents, new int[batch], pixels);
            if (run >= 0)
                times.Add(prepared.Milliseconds.ToArray());
        }
        return plan.Steps.Select(step => (step.Operation.Name, Kind(step.Operation), step.Output.Shape, Flops(step)))
            .Append(("pixels", "packing", plan.Output.Shape, 0))
            .Select((step, i) =>
            {
                double ms = times.Select(run => run[i]).Order().ElementAt(Runs / 2);
                double gigaFlops = batch * step.Item4 / ms / 1e6;
                return new LayerTiming(step.Item1, step.Item2, step.Item3.ToString(), ms, gigaFlops, gigaFlops / peakGigaFlops);
            }).ToArray();
    }

    /// <summary>Multiplications and additions for one texture, by the definition.</summary>
    public static double Flops(PlanStep step) => step.Operation switch
    {
        ConvolutionOperation convolution => 2.0 * convolution.KernelOutput(step.Input.Shape).Count
            * convolution.Kernel.InChannels * convolution.Kernel.Taps * convolution.Kernel.Taps,
        AttentionOperation attention => 2.0 * step.Output.Shape.Area * step.KeysAndValues!.Shape.Area
            * (attention.KeyChannels + attention.ValueChannels),
        _ => 0,
    };

    private static string Kind(Operation operation)
    {
        string name = operation.GetType().Name.Replace("Operation", "", StringComparison.Ordinal).ToLowerInvariant();
        return operation is ConvolutionOperation convolution && WinogradConvolution.Suits(convolution) ? name + ", Winograd" : name;
    }
}
