using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Plans;
using SagTextures.Vulkan;

namespace SagTextures.Training.Benchmark;

/// <summary>Where the Vulkan backend's time goes, by the device's own clock.</summary>
internal static class VulkanProfile
{
    private const int Runs = 9, WholeRuns = 501;

    /// <param name="plan">What to run.</param>
    /// <param name="index">Number of the device; null for the best.</param>
    public static LayerProfile Measure(GeneratorPlan plan, int? index)
    {
        using VulkanBackend backend = VulkanBackend.Create(index);
        using VulkanPreparedPlan prepared = backend.Prepare(plan);
        var options = new GenerateOptions { Width = plan.Width, Height = plan.Height };
        float[] latents = new GenerateRequest(plan.Graph.Model, options)
            .Latents(Enumerable.Range(0, plan.Batch).Select(seed => (ulong)seed).ToArray());
        prepared.Run(latents, new int[plan.Batch], plan.NewPixels());
        List<IReadOnlyList<(string Name, double Milliseconds)>> runs =
            Enumerable.Range(0, Runs).Select(_ => prepared.Measure()).ToList();

        bool isCpu = backend.Device.Kind == "cpu";
        double? peak = isCpu ? PeakSpeed.Measure(Environment.ProcessorCount) : MatrixPeak.Measure(index);
        LayerTiming[] layers = runs[0].Select(dispatch => dispatch.Name).Distinct().Select(name =>
        {
            // A layer may be several steps, and a step several dispatches.
            PlanStep[] steps = plan.Steps.Where(step => step.Operation.Name == name).ToArray();
            double ms = runs.Select(run => run.Where(dispatch => dispatch.Name == name).Sum(dispatch => dispatch.Milliseconds))
                .Order().ElementAt(Runs / 2);
            double gigaFlops = plan.Batch * steps.Sum(LayerProfile.Flops) / ms / 1e6;
            int dispatches = runs[0].Count(dispatch => dispatch.Name == name);
            return new LayerTiming(
                name, $"{dispatches} {(dispatches == 1 ? "dispatch" : "dispatches")}",
                (steps.LastOrDefault()?.Output ?? plan.Output).Shape.ToString(), ms, gigaFlops, gigaFlops / peak);
        }).ToArray();
        double? whole = isCpu ? null : prepared.MeasureWhole(WholeRuns).Order().ElementAt(WholeRuns / 2);
        return new LayerProfile(
            $"Vulkan ({backend.Kernels})", plan.Batch, prepared.WeightBytes, prepared.ActivationBytes,
            LayerProfile.LargestStep(plan, backend.ElementBytes), whole, peak, layers);
    }
}
