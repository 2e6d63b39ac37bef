using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using SagTextures.Models;
using SagTextures.Plans;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>A plan with its buffers and its command buffer, which is recorded once and submitted for every run.</summary>
    internal sealed unsafe class VulkanPreparedPlan : IPreparedPlan
    {
        private readonly VulkanDevice device;
        private readonly ComputePipelines pipelines;
        private readonly ModelWeights weights;
        private readonly Lifetime lifetime;
        private readonly PlanMemory memory;
        private readonly PlanInputs inputs;
        private readonly PlanDispatches dispatches;
        private readonly VulkanBuffer readback;
        private readonly PlanSubmissions submissions;
        private bool isDisposed;

        /// <param name="device">Where.</param>
        /// <param name="pipelines">Of the backend.</param>
        /// <param name="plan">What.</param>
        /// <param name="weights">Of the plan's model.</param>
        /// <param name="backend">Kept alive until this plan and its recordings are disposed of.</param>
        public VulkanPreparedPlan(
            VulkanDevice device, ComputePipelines pipelines, GeneratorPlan plan, ModelWeights weights, Lifetime backend)
        {
            this.device = device;
            this.pipelines = pipelines;
            this.weights = weights;
            Plan = plan;
            using var undo = new Undo();
            memory = undo.Add(new PlanMemory(device, plan));
            inputs = undo.Add(new PlanInputs(device, plan));
            dispatches = undo.Add(new PlanDispatches(device, pipelines, plan, weights, memory, inputs));
            readback = undo.Add(Readback(memory.Pixels.Size, "pixels for the host"));
            submissions = undo.Add(new PlanSubmissions(device, dispatches, RecordReadback));
            weights.Finish();
            backend.Acquire();
            lifetime = new Lifetime(() =>
            {
                memory.Dispose();
                backend.Release();
            });
            undo.Clear();
        }

        public GeneratorPlan Plan { get; }

        public bool IsRecorded => lifetime.IsShared;

        /// <summary>Command buffers that a run submits, one after the other.</summary>
        public int SubmissionCount => submissions.Count;

        /// <summary>Bytes of the model's weights, which all its plans share.</summary>
        public long WeightBytes => weights.Bytes;

        /// <summary>Bytes that the layers' tensors share.</summary>
        public long ActivationBytes => memory.TensorBytes;

        /// <summary>Bytes on the device: the model's weights, the activations and the packed pixels.</summary>
        public long DeviceBytes => weights.Bytes + memory.TensorBytes + memory.Pixels.Size;

        public void Run(ReadOnlySpan<float> latents, ReadOnlySpan<int> classes, byte[][] pixels)
        {
            ThrowIfDisposed();
            device.ThrowIfHung("making textures");
            inputs.Write(latents, classes);
            submissions.Run("making textures");
            for (int i = 0; i < pixels.Length; i++)
            {
                readback.Map<byte>((long)i * Plan.BytesPerMap, Plan.BytesPerMap).CopyTo(pixels[i]);
            }
        }

        public void ReadTensor(PlanTensor tensor, Span<float> destination)
        {
            ThrowIfDisposed();
            if (tensor == Plan.Latent)
            {
                inputs.ReadLatents(destination);
                return;
            }

            BufferRange range = memory.Find(tensor);
            using VulkanBuffer copy = Readback(range.Size, "a tensor for the host");
            VulkanCommands.Run(device, "reading a tensor", buffer =>
            {
                Barriers.Record(
                    device.Vk, buffer, PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderWriteBit,
                    PipelineStageFlags.TransferBit, AccessFlags.TransferReadBit);
                CopyToHost(buffer, range, copy);
            });
            int count = checked((int)tensor.Count);
            if (device.Kernels.IsHalf)
            {
                HalfFloat.Unpack(copy.Map<ushort>(0, count), destination);
            }
            else
            {
                copy.Map<float>(0, count).CopyTo(destination);
            }

            if (device.Kernels.IsChannelsLast)
            {
                ChannelsLast.To<float>(destination.Slice(0, count).ToArray(), destination, tensor.Shape);
            }
        }

        /// <summary>Runs once more and measures each dispatch on the device: every step, then the packing of every map, if any.</summary>
        /// <returns>Layer names and milliseconds.</returns>
        public IReadOnlyList<(string Name, double Milliseconds)> Measure()
        {
            ThrowIfDisposed();
            using var timer = new DispatchTimer(device, dispatches.All.Count);
            VulkanCommands.Run(device, "measuring layers", buffer => dispatches.Record(buffer, timer));
            return timer.Read().Select((time, i) => (dispatches.All[i].Name, time)).ToList();
        }

        /// <summary>Runs again and again with the pixels left on the device, as an engine does that draws with them.</summary>
        /// <returns>Milliseconds from submission to the end of each.</returns>
        public IReadOnlyList<double> MeasureWhole(int runs)
        {
            ThrowIfDisposed();
            using var commands = new VulkanCommands(device);
            commands.Record(buffer => dispatches.Record(buffer));
            return Enumerable.Range(0, runs).Select(_ =>
            {
                long start = Stopwatch.GetTimestamp();
                commands.SubmitAndWait("measuring a run");
                return (Stopwatch.GetTimestamp() - start) * 1000.0 / Stopwatch.Frequency;
            }).ToList();
        }

        /// <summary>
        /// Records a run into a host's command buffer, with an image of the host as the target; nothing is submitted or
        /// waited for. Recordings of one plan share its memory: they have to go to the same queue, and until all are disposed of
        /// the plan must not run.
        /// </summary>
        /// <param name="commandBuffer">VkCommandBuffer that is being recorded, outside any render pass.</param>
        /// <param name="latents">[batch, n, cells down, cells across].</param>
        /// <param name="classes">A class for each image, 0 where the model has none.</param>
        /// <param name="target">Where the texture goes.</param>
        /// <param name="map">Number of the map that is wanted.</param>
        /// <param name="image">Number in the batch of the image that is wanted.</param>
        /// <returns>What the commands need; to be disposed of when they are done on the GPU.</returns>
        public VulkanRecording Record(
            IntPtr commandBuffer,
            ReadOnlySpan<float> latents,
            ReadOnlySpan<int> classes,
            VulkanImageTarget target,
            int map = 0,
            int image = 0)
        {
            ThrowIfDisposed();
            if (target.Width != Plan.Width || target.Height != Plan.Height)
            {
                throw new ArgumentException(
                    $"The image has {target.Width}×{target.Height} pixels and the texture {Plan.Width}×{Plan.Height}.",
                    nameof(target));
            }

            using var undo = new Undo();
            PlanInputs ownInputs = undo.Add(new PlanInputs(device, Plan));
            PlanDispatches ownDispatches = undo.Add(
                new PlanDispatches(device, pipelines, Plan, weights, memory, ownInputs));
            ownInputs.Write(latents, classes);
            var buffer = new CommandBuffer(commandBuffer);
            ownDispatches.Record(buffer);
            int maps = Plan.Graph.Model.Description.Maps.Count;
            ImageCopy.Record(
                device.Vk, buffer, memory.Pixels, ((image * maps) + map) * (long)Plan.BytesPerMap, target);
            lifetime.Acquire();
            undo.Clear();
            return new VulkanRecording(() =>
            {
                ownInputs.Dispose();
                ownDispatches.Dispose();
                lifetime.Release();
            });
        }

        public void Dispose()
        {
            if (isDisposed)
            {
                return;
            }

            isDisposed = true;
            submissions.Dispose();
            readback.Dispose();
            dispatches.Dispose();
            inputs.Dispose();
            lifetime.Release();
        }

        private void RecordReadback(CommandBuffer buffer) =>
            CopyToHost(buffer, new BufferRange(memory.Pixels, 0, memory.Pixels.Size), readback);

        private void CopyToHost(CommandBuffer buffer, BufferRange source, VulkanBuffer target)
        {
            var region = new BufferCopy((ulong)source.Offset, 0, (ulong)source.Size);
            device.Vk.CmdCopyBuffer(buffer, source.Buffer.Handle, target.Handle, 1, &region);
            Barriers.Record(
                device.Vk, buffer, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit,
                PipelineStageFlags.HostBit, AccessFlags.HostReadBit);
        }

        /// <summary>Host memory that the CPU reads at full speed: cached where there is such.</summary>
        private VulkanBuffer Readback(long size, string name) => new VulkanBuffer(
            device, size, BufferUsageFlags.TransferDstBit,
            MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit,
            MemoryPropertyFlags.HostCachedBit, name);

        private void ThrowIfDisposed()
        {
            if (isDisposed)
            {
                throw new ObjectDisposedException(nameof(VulkanPreparedPlan));
            }
        }
    }
}
