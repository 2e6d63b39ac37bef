using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Cpu.Vectorized;
using SagTextures.Plans;

namespace SagTextures.Training.Benchmark;

/// <summary>Where the CPU backend's time goes.</summary>
internal static class CpuProfile
{
    private const int Runs = 30;

    /// <param name="plan">What to run.</param>
    /// <param name="threads">Cores to use; null for all.</param>
    /// <param name="peakGigaFlops">Of as many cores.</param>
    public static LayerProfile Measure(GeneratorPlan plan, int? threads, double peakGigaFlops)
    {
        using var backend = new VectorizedCpuBackend(threads);
        using var prepared = (VectorizedPreparedPlan)backend.Prepare(plan);
        prepared.Milliseconds = new double[plan.Steps.Count + 1];
        var options = new GenerateOptions { Width = plan.Width, Height = plan.Height };
        float[] latents = new GenerateRequest(plan.Graph.Model, options)
            .Latents(Enumerable.Range(0, plan.Batch).Select(seed => (ulong)seed).ToArray());
        byte[][] pixels = plan.NewPixels();
        var times = new List<double[]>();
        for (int run = -5; run < Runs; run++)
        {
            prepared.Run(latents, new int[plan.Batch], pixels);
            if (run >= 0)
                times.Add(prepared.Milliseconds.ToArray());
        }
        LayerTiming[] layers = plan.Steps
            .Select(step => (step.Operation.Name, Kind: Kind(step.Operation), step.Output.Shape, Flops: LayerProfile.Flops(step)))
            .Append(("pixels", "packing", plan.Output.Shape, 0))
            .Select((step, i) =>
            {
                double ms = times.Select(run => run[i]).Order().ElementAt(Runs / 2);
                double gigaFlops = plan.Batch * step.Flops / ms / 1e6;
                return new LayerTiming(step.Name, step.Kind, step.Shape.ToString(), ms, gigaFlops, gigaFlops / peakGigaFlops);
            }).ToArray();
        return new LayerProfile(
            "CPU", plan.Batch, backend.WeightBytes, plan.MemoryCount * sizeof(float), LayerProfile.LargestStep(plan), null, peakGigaFlops, layers);
    }

    private static string Kind(Operation operation)
    {
        string name = operation.GetType().Name.Replace("Operation", "", StringComparison.Ordinal).ToLowerInvariant();
        return operation is ConvolutionOperation convolution && WinogradConvolution.Suits(convolution) ? name + ", Winograd" : name;
    }
}
