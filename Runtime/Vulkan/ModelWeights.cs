using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using SagTextures.Models;
using SagTextures.Plans;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>
    /// A model's weights and epilogue tables on the device, in one buffer; plans of every size share them. They are sorted on
    /// another thread while pipelines are compiled: nothing may run before <see cref="Finish"/>.
    /// </summary>
    internal sealed class ModelWeights : IDisposable
    {
        /// <summary>The largest minStorageBufferOffsetAlignment that Vulkan allows.</summary>
        private const long Alignment = 256;

        private const MemoryPropertyFlags HostMemory =
            MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit;

        private readonly Dictionary<Operation, BufferRange> weights = new Dictionary<Operation, BufferRange>();
        private readonly Dictionary<Operation, BufferRange> tables = new Dictionary<Operation, BufferRange>();
        private readonly KernelChoice kernels;
        private readonly VulkanBuffer buffer;
        private readonly Task filling;
        private readonly VulkanDevice device;
        private VulkanBuffer? staging;

        /// <exception cref="DeviceMemoryException">They do not fit.</exception>
        public ModelWeights(VulkanDevice device, GeneratorGraph graph)
        {
            this.device = device;
            kernels = device.Kernels;
            long size = 0;
            foreach (Operation operation in graph.Operations)
            {
                size += Align(WeightBytes(operation)) + Align(TableBytes(operation));
            }

            size = Math.Max(size, Alignment);

            using var undo = new Undo();
            buffer = undo.Add(new VulkanBuffer(
                device, size, BufferUsageFlags.StorageBufferBit | BufferUsageFlags.TransferDstBit,
                device.HasStaging ? MemoryPropertyFlags.None : HostMemory, MemoryPropertyFlags.DeviceLocalBit, "weights"));
            if (device.HasStaging)
            {
                staging = undo.Add(new VulkanBuffer(
                    device, size, BufferUsageFlags.TransferSrcBit, HostMemory, MemoryPropertyFlags.None,
                    "weights on their way to the device"));
            }

            SetRanges(graph);
            filling = Task.Run(() => Fill(graph, staging ?? buffer));
            undo.Clear();
        }

        /// <summary>Whether they could not be sorted: they never will be, and another upload has to try.</summary>
        public bool IsFaulted => filling.IsFaulted;

        public long Bytes => buffer.Size;

        /// <summary>Packed weights of a convolution; null for other operations.</summary>
        public BufferRange? Weights(Operation operation) => Find(weights, operation);

        /// <summary>(scale, shift) of each class and channel; null where there is no epilogue.</summary>
        public BufferRange? Table(Operation operation) => Find(tables, operation);

        /// <summary>Waits until they are sorted, which another thread does, and uploads them. From one thread at a time.</summary>
        /// <exception cref="DeviceException">The device failed, or memory ran out.</exception>
        public void Finish()
        {
            try
            {
                filling.GetAwaiter().GetResult();
            }
            catch (OutOfMemoryException e)
            {
                throw new DeviceMemoryException($"There is not enough memory to sort the model's weights: {e.Message}");
            }

            if (staging != null)
            {
                VulkanCommands.Run(device, "uploading weights", commands => Copy(commands, staging));
                staging.Dispose();
                staging = null;
            }
        }

        public void Dispose()
        {
            // Whether it failed Finish told.
            Task.WhenAny(filling).Wait();
            staging?.Dispose();
            buffer.Dispose();
        }

        private static BufferRange? Find(Dictionary<Operation, BufferRange> ranges, Operation operation) =>
            ranges.TryGetValue(operation, out BufferRange range) ? range : (BufferRange?)null;

        private long WeightBytes(Operation operation) => operation is ConvolutionOperation convolution
            ? WeightCount(convolution) * kernels.ElementBytes
            : 0;

        private long WeightCount(ConvolutionOperation convolution) => kernels.IsTiled
            ? ProductWeights.Count(convolution.Kernel, kernels)
            : ConvolutionKernel.WeightCount(convolution.Kernel, kernels);

        private static long TableBytes(Operation operation) =>
            operation.Epilogue == null ? 0 : operation.Epilogue.Scale.Length * 2L * sizeof(float);

        private static long Align(long size) => (size + Alignment - 1) / Alignment * Alignment;

        private void SetRanges(GeneratorGraph graph)
        {
            long offset = 0;
            void Add(Dictionary<Operation, BufferRange> ranges, Operation operation, long bytes)
            {
                if (bytes > 0)
                {
                    ranges.Add(operation, new BufferRange(buffer, offset, bytes));
                    offset += Align(bytes);
                }
            }

            foreach (Operation operation in graph.Operations)
            {
                Add(weights, operation, WeightBytes(operation));
                Add(tables, operation, TableBytes(operation));
            }
        }

        private void Fill(GeneratorGraph graph, VulkanBuffer target)
        {
            foreach (Operation operation in graph.Operations)
            {
                if (operation is ConvolutionOperation convolution)
                {
                    Pack(convolution, target, weights[operation].Offset);
                }

                if (operation.Epilogue != null)
                {
                    Span<float> table = target.Map<float>(tables[operation].Offset, operation.Epilogue.Scale.Length * 2);
                    ActivationShape? features = kernels.IsChannelsLast ? (operation as ConvolutionOperation)?.Reshape : null;
                    for (int i = 0; i < operation.Epilogue.Scale.Length; i++)
                    {
                        // Of a dense layer in the order of the image's elements.
                        int source = features is { } shape
                            ? (i / shape.Count * shape.Count) + ChannelsLast.Feature(i % shape.Count, shape)
                            : i;
                        table[2 * i] = operation.Epilogue.Scale[source];
                        table[(2 * i) + 1] = operation.Epilogue.Shift[source];
                    }
                }
            }
        }

        private void Pack(ConvolutionOperation convolution, VulkanBuffer target, long offset)
        {
            int count = checked((int)WeightCount(convolution));
            Span<float> packed = kernels.IsHalf ? new float[count] : target.Map<float>(offset, count);
            if (kernels.IsTiled)
            {
                ProductWeights.Pack(convolution, kernels, packed);
            }
            else
            {
                ConvolutionKernel.PackWeights(convolution.Kernel, kernels, packed);
            }

            if (kernels.IsHalf)
            {
                HalfFloat.Pack(packed, target.Map<ushort>(offset, count));
            }
        }

        private unsafe void Copy(CommandBuffer commands, VulkanBuffer source)
        {
            var region = new BufferCopy(0, 0, (ulong)buffer.Size);
            device.Vk.CmdCopyBuffer(commands, source.Handle, buffer.Handle, 1, &region);
            Barriers.Record(
                device.Vk, commands, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit,
                PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderReadBit);
        }
    }
}
