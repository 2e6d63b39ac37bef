using System;
using System.Collections.Generic;
using SagTextures.Plans;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>A plan as dispatches over definite buffers, ready to be recorded: every step, then the packing to bytes, if any.</summary>
    internal sealed unsafe class PlanDispatches : IDisposable
    {
        private readonly VulkanDevice device;
        private readonly ComputePipelines pipelines;
        private readonly IReadOnlyList<Dispatch> dispatches;
        private readonly DescriptorSets sets;

        /// <exception cref="DeviceMemoryException">The device cannot take a step of that size.</exception>
        public PlanDispatches(
            VulkanDevice device,
            ComputePipelines pipelines,
            GeneratorPlan plan,
            ModelWeights weights,
            PlanMemory memory,
            PlanInputs inputs)
            : this(device, pipelines, Create(device, plan, weights, memory, inputs))
        {
        }

        /// <summary>Any dispatches, in order.</summary>
        public PlanDispatches(VulkanDevice device, ComputePipelines pipelines, IReadOnlyList<Dispatch> dispatches)
        {
            this.device = device;
            this.pipelines = pipelines;
            this.dispatches = dispatches;
            foreach (Dispatch dispatch in dispatches)
            {
                dispatch.Check(device);
            }

            pipelines.Prepare(dispatches);
            sets = new DescriptorSets(device, pipelines, dispatches);
        }

        /// <summary>In order.</summary>
        public IReadOnlyList<Dispatch> All => dispatches;

        /// <summary>
        /// Records everything. What earlier commands of the queue did with the same buffers is waited for; afterwards the
        /// pixels may be copied by transfer commands.
        /// </summary>
        /// <param name="commands">Where to.</param>
        /// <param name="timer">Gets the time of each dispatch, none overlapping; null for none.</param>
        /// <param name="dropBarriers">For tests only: shows that validation notices missing barriers.</param>
        public void Record(CommandBuffer commands, DispatchTimer? timer = null, bool dropBarriers = false) =>
            Record(commands, 0, dispatches.Count, timer, dropBarriers);

        /// <summary>Records some of them, from <paramref name="first"/> to before <paramref name="end"/>.</summary>
        public void Record(
            CommandBuffer commands, int first, int end, DispatchTimer? timer = null, bool dropBarriers = false)
        {
            Vk vk = device.Vk;
            const AccessFlags ShaderAccess = AccessFlags.ShaderReadBit | AccessFlags.ShaderWriteBit;
            const PipelineStageFlags Compute = PipelineStageFlags.ComputeShaderBit;
            Barriers.Record(
                vk, commands, Compute | PipelineStageFlags.TransferBit,
                AccessFlags.ShaderWriteBit, Compute, ShaderAccess);
            timer?.Start(commands);
            var hazards = new HazardTracker();
            for (int i = first; i < end; i++)
            {
                Dispatch dispatch = dispatches[i];
                if ((hazards.Add(dispatch) || timer != null) && !dropBarriers)
                {
                    Barriers.Record(vk, commands, Compute, AccessFlags.ShaderWriteBit, Compute, ShaderAccess);
                }

                DescriptorSet set = sets[i];
                vk.CmdBindPipeline(
                    commands, PipelineBindPoint.Compute, pipelines.Get(dispatch));
                vk.CmdBindDescriptorSets(
                    commands, PipelineBindPoint.Compute, pipelines.Layout, 0, 1, &set, 0, null);
                fixed (int* sizes = dispatch.Sizes)
                {
                    vk.CmdPushConstants(
                        commands, pipelines.Layout, ShaderStageFlags.ComputeBit, 0,
                        (uint)(dispatch.Sizes.Length * sizeof(int)), sizes);
                }

                vk.CmdDispatch(commands, dispatch.Groups.X, dispatch.Groups.Y, dispatch.Groups.Z);
                timer?.Mark(commands, i + 1);
            }

            Barriers.Record(
                vk, commands, Compute, AccessFlags.ShaderWriteBit,
                PipelineStageFlags.TransferBit, AccessFlags.TransferReadBit);
        }

        public void Dispose() => sets.Dispose();

        private static List<Dispatch> Create(
            VulkanDevice device, GeneratorPlan plan, ModelWeights weights, PlanMemory memory, PlanInputs inputs)
        {
            var dispatches = new List<Dispatch>();
            var pixels = new BufferRange(memory.Pixels, 0, memory.Pixels.Size);
            bool hasPixels = false;
            BufferRange Find(PlanTensor tensor) => tensor == plan.Latent ? inputs.Latents : memory.Find(tensor);

            foreach (PlanStep step in plan.Steps)
            {
                hasPixels = StepKernels.MakesPixels(plan, step, device.Kernels);

                // Where there is no residual, its binding still needs a buffer; the shader leaves it alone.
                Dispatch dispatch = StepKernels.Create(plan, step, device)
                    .With(Binding.Input, Find(step.Input))
                    .With(Binding.Output, hasPixels ? pixels : Find(step.Output))
                    .With(Binding.Weights, weights.Weights(step.Operation));
                if (step.Operation.Epilogue != null)
                {
                    dispatch.With(Binding.Affine, weights.Table(step.Operation))
                        .With(Binding.Residual, Find(step.Residual ?? step.Input))
                        .With(Binding.Classes, inputs.Classes);
                }

                if (step.KeysAndValues != null)
                {
                    dispatch.With(Binding.KeysAndValues, Find(step.KeysAndValues));
                }

                dispatches.Add(dispatch);
            }

            for (int map = 0; !hasPixels && map < plan.Graph.Model.Description.Maps.Count; map++)
            {
                dispatches.Add(StepKernels.Pack(plan, map, device.Kernels)
                    .With(Binding.Input, Find(plan.Output))
                    .With(Binding.Output, pixels));
            }

            return dispatches;
        }
    }
}
