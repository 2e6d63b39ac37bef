using System;
using System.Linq;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Vulkan
{
    /// <summary>Turns steps of a plan into dispatches, buffers aside.</summary>
    internal static class StepKernels
    {
        /// <summary>Value channels that one invocation of the attention shader makes, at most.</summary>
        private const int MaxValues = 32;

        /// <summary>
        /// Whether a step writes the maps' pixels instead of its tensor: it is the last one, nobody wants the tensor, and its shader
        /// can. Where none does, the output has to be packed.
        /// </summary>
        public static bool MakesPixels(GeneratorPlan plan, PlanStep step, KernelChoice kernels) =>
            step.Output == plan.Output && !plan.KeepsActivations
            && step.Operation is ConvolutionOperation last && WindowConvolution.IsFor(last.Kernel, kernels.MatrixShape);

        public static Dispatch Create(GeneratorPlan plan, PlanStep step, VulkanDevice device)
        {
            int batch = plan.Batch;
            KernelChoice kernels = device.Kernels;
            Dispatch dispatch = step.Operation switch
            {
                ConvolutionOperation convolution when WindowConvolution.IsFor(convolution.Kernel, kernels.MatrixShape) =>
                    WindowConvolution.Dispatch(
                        convolution, step, batch, kernels.MatrixShape!, device.Info,
                        MakesPixels(plan, step, kernels) ? plan.Graph.Model.Description.Maps : null),
                ConvolutionOperation convolution when kernels.MatrixShape != null =>
                    MatrixConvolution.Dispatch(convolution, step, batch, kernels.MatrixShape, device.Info),
                ConvolutionOperation convolution when kernels.IsTiled =>
                    TiledConvolution.Dispatch(convolution, step, batch, kernels, device.Info),
                ConvolutionOperation convolution => ConvolutionKernel.Dispatch(convolution, step, batch, kernels),
                AttentionOperation attention when kernels.MatrixShape != null =>
                    MatrixAttention.Dispatch(attention, step, batch, kernels.MatrixShape, device.Info),
                AttentionOperation attention when kernels.IsTiled => TiledAttention(attention, step, batch, kernels),
                AttentionOperation attention => Attention(attention, step, batch, kernels),
                PointwiseOperation _ => Pointwise(step, kernels),
                UpsampleOperation upsample => Upsample(upsample, step, kernels),
                MaxPoolOperation pool => MaxPool(pool, step, kernels),
                Operation other => throw new InvalidOperationException($"No shader for {other.GetType().Name}."),
            };
            if (step.Operation.Epilogue != null)
            {
                SetEpilogue(dispatch.Constants, step);
            }

            return dispatch;
        }

        /// <summary>Packs one map of the output.</summary>
        public static Dispatch Pack(GeneratorPlan plan, int map, KernelChoice kernels)
        {
            int firstChannel = 0;
            for (int i = 0; i < map; i++)
            {
                firstChannel += plan.Graph.Model.Description.Maps[i].Channels;
            }

            ModelMap packed = plan.Graph.Model.Description.Maps[map];
            int area = plan.Output.Shape.Area;
            var sizes = new[]
            {
                firstChannel, packed.Channels, plan.Output.Shape.Channels, area,
                map, plan.Graph.Model.Description.Maps.Count, checked(plan.Batch * area),
            };
            return new Dispatch("pack " + packed.Name, Shader.PackRgba8, Constants(kernels), sizes)
                .Over((long)plan.Batch * area);
        }

        /// <summary>Specialization constants 1 to 4 (Shaders/epilogue.glsl).</summary>
        private static void SetEpilogue(int[] constants, PlanStep step)
        {
            Epilogue epilogue = step.Operation.Epilogue!;
            constants[1] = (int)epilogue.Activation;
            constants[2] = BitConverter.SingleToInt32Bits(epilogue.Slope);
            constants[3] = epilogue.Classes > 1 ? 1 : 0;
            constants[4] = step.Residual != null ? 1 : 0;
        }

        private static Dispatch Attention(AttentionOperation operation, PlanStep step, int batch, KernelChoice kernels)
        {
            const int Queries = 4; // of an invocation
            int[] constants = AttentionConstants(operation, step, kernels.WorkgroupSize, kernels.Lanes);
            return AttentionDispatch(operation, step, batch, kernels, constants, Queries * kernels.WorkgroupSize);
        }

        /// <summary>One query for each invocation.</summary>
        private static Dispatch TiledAttention(AttentionOperation operation, PlanStep step, int batch, KernelChoice kernels)
        {
            const int Threads = 64;
            const int SharedBytes = 16384; // What every device has.
            int vectors = 8;
            int[] constants = AttentionConstants(operation, step, Threads, Threads, vectors);
            while (vectors > 1 && (operation.KeyChannels + constants[6]) * vectors * 4 * sizeof(float) > SharedBytes)
            {
                constants[10] = vectors /= 2;
            }

            return AttentionDispatch(operation, step, batch, kernels, constants, Threads);
        }

        /// <summary>Specialization constants (Shaders/attention.glsl), the shader's own ones last.</summary>
        private static int[] AttentionConstants(AttentionOperation operation, PlanStep step, int localSize, params int[] own)
        {
            var constants = new[]
            {
                localSize, 0, 0, 0, 0, operation.KeyChannels, Math.Min(operation.ValueChannels, MaxValues),
                step.Input.Shape.Area % 4 == 0 ? 1 : 0, step.KeysAndValues!.Shape.Area % 4 == 0 ? 1 : 0,
            };
            return constants.Concat(own).ToArray();
        }

        private static Dispatch AttentionDispatch(
            AttentionOperation operation, PlanStep step, int batch, KernelChoice kernels, int[] constants, int groupQueries)
        {
            int queries = step.Input.Shape.Area;
            ActivationShape others = step.KeysAndValues!.Shape;
            var sizes = new[]
            {
                queries, step.Input.Shape.Count, others.Area, others.Count,
                operation.FirstKeyChannel * others.Area,
                (operation.FirstKeyChannel + operation.KeyChannels) * others.Area,
                operation.ValueChannels,
            };
            int values = constants[6];
            return new Dispatch(operation.Name, kernels.Attention, constants, sizes).Over(
                (queries + groupQueries - 1) / groupQueries, (operation.ValueChannels + values - 1) / values, batch);
        }

        /// <summary>Specialization constants of a shader that makes one element in each invocation (Shaders/layout.glsl).</summary>
        private static int[] Constants(KernelChoice kernels) =>
            new[] { kernels.WorkgroupSize, 0, 0, 0, 0, kernels.IsChannelsLast ? 1 : 0 };

        private static Dispatch Pointwise(PlanStep step, KernelChoice kernels)
        {
            ActivationShape shape = step.Output.Shape;
            var sizes = new[] { shape.Channels, shape.Area, checked((int)step.Output.Count) };
            return new Dispatch(step.Operation.Name, Shader.Pointwise, Constants(kernels), sizes)
                .Over(step.Output.Count);
        }

        private static Dispatch Upsample(UpsampleOperation operation, PlanStep step, KernelChoice kernels)
        {
            ActivationShape shape = step.Output.Shape;
            var sizes = new[]
            {
                operation.Scale, shape.Channels, shape.Height, shape.Width, checked((int)step.Output.Count),
            };
            return new Dispatch(operation.Name, Shader.UpsampleNearest, Constants(kernels), sizes).Over(step.Output.Count);
        }

        private static Dispatch MaxPool(MaxPoolOperation operation, PlanStep step, KernelChoice kernels)
        {
            ActivationShape shape = step.Input.Shape;
            var sizes = new[]
            {
                operation.FirstChannel, operation.Channels, shape.Channels, shape.Height, shape.Width,
                checked((int)step.Output.Count),
            };
            return new Dispatch(operation.Name, Shader.MaxPool, Constants(kernels), sizes).Over(step.Output.Count);
        }
    }
}
