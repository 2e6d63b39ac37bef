using System;
using System.Collections.Generic;
using SagTextures.Models;
using SagTextures.Plans;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>A model's weights and epilogue tables on the device, in one buffer; plans of every size share them.</summary>
    internal sealed class ModelWeights : IDisposable
    {
        /// <summary>The largest minStorageBufferOffsetAlignment that Vulkan allows.</summary>
        private const long Alignment = 256;

        private readonly Dictionary<Operation, BufferRange> weights = new Dictionary<Operation, BufferRange>();
        private readonly Dictionary<Operation, BufferRange> tables = new Dictionary<Operation, BufferRange>();
        private readonly KernelChoice kernels;
        private readonly VulkanBuffer buffer;

        /// <exception cref="DeviceMemoryException">They do not fit.</exception>
        public ModelWeights(VulkanDevice device, GeneratorGraph graph)
        {
            kernels = device.Kernels;
            long size = 0;
            foreach (Operation operation in graph.Operations)
            {
                size += Align(WeightBytes(operation)) + Align(TableBytes(operation));
            }

            size = Math.Max(size, Alignment);
            buffer = new VulkanBuffer(
                device, size, BufferUsageFlags.StorageBufferBit | BufferUsageFlags.TransferDstBit,
                MemoryPropertyFlags.None, MemoryPropertyFlags.DeviceLocalBit, "weights");
            try
            {
                using var staging = new VulkanBuffer(
                    device, size, BufferUsageFlags.TransferSrcBit,
                    MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit, MemoryPropertyFlags.None,
                    "weights on their way to the device");
                Fill(graph, staging);
                VulkanCommands.Run(device, "uploading weights", commands => Copy(device, commands, staging));
            }
            catch
            {
                buffer.Dispose();
                throw;
            }
        }

        public long Bytes => buffer.Size;

        /// <summary>Packed weights of a convolution; null for other operations.</summary>
        public BufferRange? Weights(Operation operation) => Find(weights, operation);

        /// <summary>(scale, shift) of each class and channel; null where there is no epilogue.</summary>
        public BufferRange? Table(Operation operation) => Find(tables, operation);

        public void Dispose() => buffer.Dispose();

        private static BufferRange? Find(Dictionary<Operation, BufferRange> ranges, Operation operation) =>
            ranges.TryGetValue(operation, out BufferRange range) ? range : (BufferRange?)null;

        private long WeightBytes(Operation operation) => operation is ConvolutionOperation convolution
            ? WeightCount(convolution) * kernels.ElementBytes
            : 0;

        private long WeightCount(ConvolutionOperation convolution) => kernels.IsTiled
            ? TiledConvolution.WeightCount(convolution.Kernel)
            : ConvolutionKernel.WeightCount(convolution.Kernel, kernels);

        private static long TableBytes(Operation operation) =>
            operation.Epilogue == null ? 0 : operation.Epilogue.Scale.Length * 2L * sizeof(float);

        private static long Align(long size) => (size + Alignment - 1) / Alignment * Alignment;

        private void Fill(GeneratorGraph graph, VulkanBuffer staging)
        {
            long offset = 0;
            foreach (Operation operation in graph.Operations)
            {
                if (operation is ConvolutionOperation convolution)
                {
                    var range = new BufferRange(buffer, offset, WeightBytes(operation));
                    Pack(convolution, staging, offset);
                    weights.Add(operation, range);
                    offset += Align(range.Size);
                }

                if (operation.Epilogue != null)
                {
                    var range = new BufferRange(buffer, offset, TableBytes(operation));
                    Span<float> table = staging.Map<float>(offset, operation.Epilogue.Scale.Length * 2);
                    for (int i = 0; i < operation.Epilogue.Scale.Length; i++)
                    {
                        table[2 * i] = operation.Epilogue.Scale[i];
                        table[(2 * i) + 1] = operation.Epilogue.Shift[i];
                    }

                    tables.Add(operation, range);
                    offset += Align(range.Size);
                }
            }
        }

        private void Pack(ConvolutionOperation convolution, VulkanBuffer staging, long offset)
        {
            int count = checked((int)WeightCount(convolution));
            Span<float> packed = kernels.IsHalf ? new float[count] : staging.Map<float>(offset, count);
            if (kernels.IsTiled)
            {
                TiledConvolution.PackWeights(convolution.Kernel, packed);
            }
            else
            {
                ConvolutionKernel.PackWeights(convolution.Kernel, kernels, packed);
            }

            if (kernels.IsHalf)
            {
                HalfFloat.Pack(packed, staging.Map<ushort>(offset, count));
            }
        }

        private unsafe void Copy(VulkanDevice device, CommandBuffer commands, VulkanBuffer staging)
        {
            var region = new BufferCopy(0, 0, (ulong)buffer.Size);
            device.Vk.CmdCopyBuffer(commands, staging.Handle, buffer.Handle, 1, &region);
            Barriers.Record(
                device.Vk, commands, PipelineStageFlags.TransferBit, AccessFlags.TransferWriteBit,
                PipelineStageFlags.ComputeShaderBit, AccessFlags.ShaderReadBit);
        }
    }
}
