using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Cpu;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Tests.Export;

/// <summary>One run of the CPU backend, with the outputs of the layers.</summary>
internal sealed class CpuRun
{
    public CpuRun(GeneratorModel model, int batch, int width, int height)
    {
        Plan = new GeneratorPlan(new GeneratorGraph(model), batch, width, height, keepActivations: true);
        Latents = new GenerateRequest(model, new GenerateOptions { Width = width, Height = height })
            .Latents(Enumerable.Range(1, batch).Select(seed => (ulong)seed).ToArray());
        Classes = Enumerable.Range(0, batch).Select(i => i % Math.Max(1, model.Description.Classes.Count)).ToArray();
        using var backend = new CpuBackend();
        using IPreparedPlan prepared = backend.Prepare(Plan);
        prepared.Run(Latents, Classes, Plan.NewPixels());
        var outputs = new Dictionary<int, float[]>();
        foreach (PlanStep step in Plan.Steps.Where(step => step.Operation.LayerIndex >= 0))
        {
            var values = new float[step.Output.Count];
            prepared.ReadTensor(step.Output, values);
            outputs[step.Operation.LayerIndex] = values;
        }
        Outputs = outputs;
    }

    public GeneratorPlan Plan { get; }

    /// <summary>[batch, n, cells down, cells across].</summary>
    public float[] Latents { get; }

    public int[] Classes { get; }

    /// <summary>Output by the position of the layer in the model, where the plan has one.</summary>
    public IReadOnlyDictionary<int, float[]> Outputs { get; }
}
