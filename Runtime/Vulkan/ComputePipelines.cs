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
        private readonly Dictionary<Shader, ShaderModule> modules = new Dictionary<Shader, ShaderModule>();
        private readonly Dictionary<string, Pipeline> pipelines = new Dictionary<string, Pipeline>();

        public ComputePipelines(VulkanDevice device)
        {
            this.device = device;
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

        /// <summary>Compiles on first use. From any thread.</summary>
        /// <exception cref="DeviceException">The driver cannot compile it.</exception>
        public Pipeline Get(Shader shader, int[] constants)
        {
            string key = shader + " " + string.Join(" ", constants);
            lock (pipelines)
            {
                if (!pipelines.TryGetValue(key, out Pipeline pipeline))
                {
                    pipeline = Compile(shader, constants, key);
                    pipelines.Add(key, pipeline);
                }

                return pipeline;
            }
        }

        public void Dispose()
        {
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
            vk.DestroyPipelineLayout(device.Handle, Layout, null);
            vk.DestroyDescriptorSetLayout(device.Handle, SetLayout, null);
            Layout = default;
            SetLayout = default;
        }

        private static uint[] Code(Shader shader) => shader switch
        {
            Shader.Convolution => Spirv.Convolution(),
            Shader.ConvolutionLanes => Spirv.ConvolutionLanes(),
            Shader.Attention => Spirv.Attention(),
            Shader.AttentionLanes => Spirv.AttentionLanes(),
            Shader.Pointwise => Spirv.Pointwise(),
            Shader.UpsampleNearest => Spirv.UpsampleNearest(),
            Shader.MaxPool => Spirv.MaxPool(),
            _ => Spirv.PackRgba8(),
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

        private Pipeline Compile(Shader shader, int[] constants, string name)
        {
            ReadOnlySpan<byte> main = new byte[] { (byte)'m', (byte)'a', (byte)'i', (byte)'n', 0 };
            SpecializationMapEntry[] entries = constants
                .Select((_, i) => new SpecializationMapEntry((uint)i, (uint)(i * sizeof(int)), sizeof(int))).ToArray();
            fixed (byte* entry = main)
            fixed (SpecializationMapEntry* map = entries)
            fixed (int* values = constants)
            {
                var specialization = new SpecializationInfo(
                    (uint)entries.Length, map, (nuint)(constants.Length * sizeof(int)), values);
                var stage = new PipelineShaderStageCreateInfo(
                    stage: ShaderStageFlags.ComputeBit, module: Module(shader), pName: entry,
                    pSpecializationInfo: &specialization);
                var info = new ComputePipelineCreateInfo(stage: stage, layout: Layout);
                Pipeline pipeline;
                device.Vk.CreateComputePipelines(device.Handle, default, 1, &info, null, &pipeline)
                    .Check($"compiling the {shader} shader");
                device.Names.Set(ObjectType.Pipeline, pipeline.Handle, name);
                return pipeline;
            }
        }

        private ShaderModule Module(Shader shader)
        {
            if (!modules.TryGetValue(shader, out ShaderModule module))
            {
                uint[] code = Code(shader);
                fixed (uint* words = code)
                {
                    var info = new ShaderModuleCreateInfo(codeSize: (nuint)(code.Length * sizeof(uint)), pCode: words);
                    device.Vk.CreateShaderModule(device.Handle, &info, null, &module)
                        .Check($"loading the {shader} shader");
                }

                device.Names.Set(ObjectType.ShaderModule, module.Handle, shader.ToString());
                modules.Add(shader, module);
            }

            return module;
        }
    }
}
