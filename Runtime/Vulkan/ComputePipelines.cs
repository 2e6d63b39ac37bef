using System;
using System.Collections.Generic;
using System.Linq;
using Silk.NET.Vulkan;

namespace SagTextures.Vulkan
{
    /// <summary>Compiled shaders, one pipeline for each set of specialization constants; all share one interface.</summary>
    internal sealed unsafe class ComputePipelines : IDisposable
    {
        /// <summary>Bytes; every device has 128.</summary>
        public const int PushConstantBytes = 64;

        public const int BindingCount = (int)Binding.KeysAndValues + 1;

        private readonly VulkanDevice device;
        private readonly PipelineCache cache;
        private readonly Dictionary<Shader, ShaderModule> modules = new Dictionary<Shader, ShaderModule>();
        private readonly Dictionary<string, Pipeline> pipelines = new Dictionary<string, Pipeline>();

        /// <param name="device">Where.</param>
        /// <param name="file">Keeps them for the next process; null for none.</param>
        public ComputePipelines(VulkanDevice device, PipelineCacheFile? file = null)
        {
            this.device = device;
            cache = new PipelineCache(device, file);
            try
            {
                CreateLayouts();
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        public DescriptorSetLayout SetLayout { get; private set; }

        public PipelineLayout Layout { get; private set; }

        /// <summary>Compiles what these need and is not there yet, on several threads, and keeps it on disk.</summary>
        /// <exception cref="DeviceException">The driver cannot compile it.</exception>
        public void Prepare(IEnumerable<Dispatch> dispatches)
        {
            lock (pipelines)
            {
                List<Dispatch> missing = dispatches.GroupBy(Key).Where(same => !pipelines.ContainsKey(same.Key))
                    .Select(same => same.First()).ToList();
                if (missing.Count == 0)
                {
                    return;
                }

                missing.ForEach(dispatch => Load(dispatch.Shader));
                var compiled = new Pipeline[missing.Count];
                try
                {
                    ParallelLoop.Run(missing.Count, i => compiled[i] = Compile(missing[i]));
                }
                finally
                {
                    for (int i = 0; i < compiled.Length; i++)
                    {
                        if (compiled[i].Handle != 0)
                        {
                            pipelines.Add(Key(missing[i]), compiled[i]);
                        }
                    }
                }

                cache.Save();
            }
        }

        /// <summary>A pipeline that was prepared. From any thread.</summary>
        public Pipeline Get(Dispatch dispatch)
        {
            lock (pipelines)
            {
                return pipelines[Key(dispatch)];
            }
        }

        public void Dispose()
        {
            if (device.IsHung)
            {
                return;
            }

            Vk vk = device.Vk;
            foreach (Pipeline pipeline in pipelines.Values)
            {
                vk.DestroyPipeline(device.Handle, pipeline, null);
            }

            foreach (ShaderModule module in modules.Values)
            {
                vk.DestroyShaderModule(device.Handle, module, null);
            }

            pipelines.Clear();
            modules.Clear();
            cache.Dispose();
            vk.DestroyPipelineLayout(device.Handle, Layout, null);
            vk.DestroyDescriptorSetLayout(device.Handle, SetLayout, null);
            Layout = default;
            SetLayout = default;
        }

        private static string Key(Dispatch dispatch) => dispatch.Shader + " " + string.Join(" ", dispatch.Constants);

        private uint[] Code(Shader shader) => (shader, device.Kernels.IsHalf) switch
        {
            (Shader.Convolution, false) => Spirv.Convolution(),
            (Shader.Convolution, true) => Spirv.ConvolutionHalf(),
            (Shader.ConvolutionLanes, false) => Spirv.ConvolutionLanes(),
            (Shader.ConvolutionLanes, true) => Spirv.ConvolutionLanesHalf(),
            (Shader.ConvolutionTiles, false) => Spirv.ConvolutionTiles(),
            (Shader.ConvolutionTiles, true) => Spirv.ConvolutionTilesHalf(),
            (Shader.Attention, false) => Spirv.Attention(),
            (Shader.Attention, true) => Spirv.AttentionHalf(),
            (Shader.AttentionLanes, false) => Spirv.AttentionLanes(),
            (Shader.AttentionLanes, true) => Spirv.AttentionLanesHalf(),
            (Shader.AttentionTiles, false) => Spirv.AttentionTiles(),
            (Shader.AttentionTiles, true) => Spirv.AttentionTilesHalf(),
            (Shader.Pointwise, false) => Spirv.Pointwise(),
            (Shader.Pointwise, true) => Spirv.PointwiseHalf(),
            (Shader.UpsampleNearest, false) => Spirv.UpsampleNearest(),
            (Shader.UpsampleNearest, true) => Spirv.UpsampleNearestHalf(),
            (Shader.MaxPool, false) => Spirv.MaxPool(),
            (Shader.MaxPool, true) => Spirv.MaxPoolHalf(),
            (Shader.PackRgba8, false) => Spirv.PackRgba8(),
            (Shader.PackRgba8, true) => Spirv.PackRgba8Half(),
            (Shader.MatrixPeak, _) => Spirv.MatrixPeakHalf(),
            (Shader.ConvolutionWindow, _) => Spirv.ConvolutionWindowHalf(),
            (Shader.AttentionMatrix, _) => Spirv.AttentionMatrixHalf(),
            _ => Spirv.ConvolutionMatrixHalf(),
        };

        private void CreateLayouts()
        {
            DescriptorSetLayoutBinding* bindings = stackalloc DescriptorSetLayoutBinding[BindingCount];
            for (int i = 0; i < BindingCount; i++)
            {
                bindings[i] = new DescriptorSetLayoutBinding(
                    (uint)i, DescriptorType.StorageBuffer, 1, ShaderStageFlags.ComputeBit);
            }

            var setInfo = new DescriptorSetLayoutCreateInfo(bindingCount: (uint)BindingCount, pBindings: bindings);
            DescriptorSetLayout setLayout;
            device.Vk.CreateDescriptorSetLayout(device.Handle, &setInfo, null, &setLayout)
                .Check("creating a descriptor set layout");
            SetLayout = setLayout;
            device.Names.Set(ObjectType.DescriptorSetLayout, setLayout.Handle, "buffers of a shader");

            var range = new PushConstantRange(ShaderStageFlags.ComputeBit, 0, PushConstantBytes);
            var info = new PipelineLayoutCreateInfo(
                setLayoutCount: 1, pSetLayouts: &setLayout, pushConstantRangeCount: 1, pPushConstantRanges: &range);
            PipelineLayout layout;
            device.Vk.CreatePipelineLayout(device.Handle, &info, null, &layout).Check("creating a pipeline layout");
            Layout = layout;
            device.Names.Set(ObjectType.PipelineLayout, layout.Handle, "interface of the shaders");
        }

        private Pipeline Compile(Dispatch dispatch)
        {
            int[] constants = dispatch.Constants;
            ReadOnlySpan<byte> main = new byte[] { (byte)'m', (byte)'a', (byte)'i', (byte)'n', 0 };
            SpecializationMapEntry[] entries = constants
                .Select((_, i) => new SpecializationMapEntry((uint)i, (uint)(i * sizeof(int)), sizeof(int))).ToArray();
            fixed (byte* entry = main)
            fixed (SpecializationMapEntry* map = entries)
            fixed (int* values = constants)
            {
                var specialization = new SpecializationInfo(
                    (uint)entries.Length, map, (nuint)(constants.Length * sizeof(int)), values);
                bool isMatrix = dispatch.Shader is Shader.ConvolutionMatrix or Shader.ConvolutionWindow or Shader.AttentionMatrix
                    or Shader.MatrixPeak;
                var size = new PipelineShaderStageRequiredSubgroupSizeCreateInfo(
                    requiredSubgroupSize: (uint)(device.Kernels.MatrixShape?.SubgroupSize ?? 0));
                var stage = new PipelineShaderStageCreateInfo(
                    pNext: isMatrix ? &size : null,
                    flags: isMatrix ? PipelineShaderStageCreateFlags.RequireFullSubgroupsBit : 0,
                    stage: ShaderStageFlags.ComputeBit, module: modules[dispatch.Shader], pName: entry,
                    pSpecializationInfo: &specialization);
                var info = new ComputePipelineCreateInfo(stage: stage, layout: Layout);
                Pipeline pipeline;
                device.Vk.CreateComputePipelines(device.Handle, cache.Handle, 1, &info, null, &pipeline)
                    .Check($"compiling the {dispatch.Shader} shader");
                device.Names.Set(ObjectType.Pipeline, pipeline.Handle, Key(dispatch));
                return pipeline;
            }
        }

        private void Load(Shader shader)
        {
            if (modules.ContainsKey(shader))
            {
                return;
            }

            uint[] code = Code(shader);
            fixed (uint* words = code)
            {
                var info = new ShaderModuleCreateInfo(codeSize: (nuint)(code.Length * sizeof(uint)), pCode: words);
                ShaderModule module;
                device.Vk.CreateShaderModule(device.Handle, &info, null, &module).Check($"loading the {shader} shader");
                device.Names.Set(ObjectType.ShaderModule, module.Handle, shader.ToString());
                modules.Add(shader, module);
            }
        }
    }
}
