using System;
using System.Linq;
using SagTextures.Models;
using SagTextures.Vulkan;
using Silk.NET.Vulkan;

namespace SagTextures.Training.Benchmark;

/// <summary>What a device's cooperative matrices can do at most (Shaders/matrix_peak.comp): half-precision factors, single-precision sums.</summary>
internal static class MatrixPeak
{
    private const int Groups = 4096, SubgroupsOfGroup = 4, Matrices = 8, Tries = 9;

    /// <param name="index">Number of the device; null for the best.</param>
    /// <param name="rounds">Products of each matrix.</param>
    /// <returns>Billions of additions and multiplications a second, the best of a few tries; null where it has no such matrices.</returns>
    public static double? Measure(int? index, int rounds = 1024)
    {
        using VulkanDevice device = VulkanDevice.Create(index);
        if (device.Kernels.MatrixShape is not { } shape)
            return null;

        const BufferUsageFlags Storage = BufferUsageFlags.StorageBufferBit;
        int inputs = 4 * Math.Max(shape.Rows, shape.Columns) * shape.Depth;
        long sums = (long)Groups * SubgroupsOfGroup * Matrices * shape.Rows * shape.Columns;
        using var input = new VulkanBuffer(
            device, inputs * sizeof(ushort), Storage, MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit,
            MemoryPropertyFlags.None, "factors");
        using var output = new VulkanBuffer(
            device, sums * sizeof(float), Storage, MemoryPropertyFlags.None, MemoryPropertyFlags.DeviceLocalBit, "products");

        // Zeros take less power than numbers do, and may be faster.
        var random = new Random(1);
        HalfFloat.Pack(Enumerable.Range(0, inputs).Select(_ => random.NextSingle() - 0.5f).ToArray(), input.Map<ushort>(0, inputs));
        Dispatch[] dispatches = Enumerable.Range(0, Tries).Select(_ => new Dispatch(
            "matrix peak", Shader.MatrixPeak,
            [SubgroupsOfGroup * shape.SubgroupSize, 0, 0, 0, 0, shape.Rows, shape.Columns, shape.Depth], [rounds])
            .Over(Groups, 1, 1)
            .With(Binding.Input, new BufferRange(input, 0, input.Size))
            .With(Binding.Output, new BufferRange(output, 0, output.Size))).ToArray();
        using var pipelines = new ComputePipelines(device);
        using var plan = new PlanDispatches(device, pipelines, dispatches);
        using var timer = new DispatchTimer(device, Tries);
        VulkanCommands.Run(device, "measuring matrix products", commands => plan.Record(commands, timer));
        return 2.0 * sums * shape.Depth * rounds / timer.Read().Min() / 1e6;
    }
}
