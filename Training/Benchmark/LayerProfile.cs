using System.Collections.Generic;
using System.Linq;
using SagTextures.Plans;

namespace SagTextures.Training.Benchmark;

/// <summary>Where the time and the memory of a backend go, at one batch size.</summary>
/// <param name="Backend">Which.</param>
/// <param name="Batch">Textures made at once.</param>
/// <param name="WeightBytes">Weights as the backend holds them.</param>
/// <param name="ActivationBytes">Memory that the layers' tensors share.</param>
/// <param name="LargestStepBytes">What the one step that needs most reads and writes: they cannot be fewer.</param>
/// <param name="WholeMs">Of a whole run with the pixels left on the device, in which layers may overlap; null where the device is the CPU.</param>
/// <param name="PeakGigaFlops">What the machine's multiply-add or matrix units can do; null where that is not known.</param>
/// <param name="Layers">In the order of the run.</param>
internal sealed record LayerProfile(
    string Backend, int Batch, long WeightBytes, long ActivationBytes, long LargestStepBytes, double? WholeMs,
    double? PeakGigaFlops, IReadOnlyList<LayerTiming> Layers)
{
    /// <summary>Multiplications and additions for one texture, by the definition.</summary>
    public static double Flops(PlanStep step) => step.Operation switch
    {
        ConvolutionOperation convolution => 2.0 * convolution.KernelOutput(step.Input.Shape).Count
            * convolution.Kernel.InChannels * convolution.Kernel.Taps * convolution.Kernel.Taps,
        AttentionOperation attention => 2.0 * step.Output.Shape.Area * step.KeysAndValues!.Shape.Area
            * (attention.KeyChannels + attention.ValueChannels),
        _ => 0,
    };

    /// <summary>Bytes of the tensors of the step that needs most.</summary>
    public static long LargestStep(GeneratorPlan plan, int elementBytes = sizeof(float)) => plan.Steps.Max(step =>
        new[] { step.Input, step.Output, step.Residual, step.KeysAndValues }
            .OfType<PlanTensor>().Where(tensor => tensor != plan.Latent).Distinct().Sum(tensor => tensor.Count)) * elementBytes;
}
