using System;
using Silk.NET.Vulkan;
using Cache = Silk.NET.Vulkan.PipelineCache;

namespace SagTextures.Vulkan
{
    /// <summary>The driver's store of compiled shaders, filled from a file and saved to it.</summary>
    internal sealed unsafe class PipelineCache : IDisposable
    {
        private readonly VulkanDevice device;
        private readonly PipelineCacheFile? file;
        private byte[] saved;

        /// <param name="device">Whose.</param>
        /// <param name="file">Null to keep nothing beyond the process.</param>
        public PipelineCache(VulkanDevice device, PipelineCacheFile? file)
        {
            this.device = device;
            this.file = file;
            saved = file?.Read() ?? Array.Empty<byte>();
            Cache created;
            if (Create(saved, &created) != Result.Success)
            {
                Create(Array.Empty<byte>(), &created).Check("creating a pipeline cache");
            }

            Handle = created;
            device.Names.Set(ObjectType.PipelineCache, Handle.Handle, "compiled shaders");
        }

        public Cache Handle { get; private set; }

        /// <summary>Writes the file where something new was compiled. From one thread at a time.</summary>
        public void Save()
        {
            if (file == null)
            {
                return;
            }

            nuint size = 0;
            if (device.Vk.GetPipelineCacheData(device.Handle, Handle, &size, null) != Result.Success)
            {
                return;
            }

            var data = new byte[size];
            fixed (byte* pointer = data)
            {
                // Whatever was compiled in between makes it incomplete: the next time, then.
                if (device.Vk.GetPipelineCacheData(device.Handle, Handle, &size, pointer) != Result.Success
                    || size != (nuint)data.Length || data.AsSpan().SequenceEqual(saved))
                {
                    return;
                }
            }

            file.Write(data);
            saved = data;
        }

        public void Dispose()
        {
            device.Vk.DestroyPipelineCache(device.Handle, Handle, null);
            Handle = default;
        }

        private Result Create(byte[] data, Cache* cache)
        {
            fixed (byte* pointer = data)
            {
                var info = new PipelineCacheCreateInfo(initialDataSize: (nuint)data.Length, pInitialData: pointer);
                return device.Vk.CreatePipelineCache(device.Handle, &info, null, cache);
            }
        }
    }
}
