using SagTextures.Cpu;
#if NET
using SagTextures.Cpu.Vectorized;
#endif
using SagTextures.Plans;
using SagTextures.Vulkan;

namespace SagTextures
{
    internal static class BackendFactory
    {
        /// <summary>Whether the CPU backend outruns a Vulkan driver that computes on the same CPU.</summary>
#if NET
        private const bool IsCpuFast = true;
#else
        private const bool IsCpuFast = false;
#endif

        /// <param name="options">What was asked for.</param>
        /// <param name="kind">What was made.</param>
        /// <param name="note">Why the CPU had to stand in, or null.</param>
        /// <exception cref="SagTexturesException">
        /// The options are wrong, or (<see cref="DeviceException"/>) the Vulkan device that was asked for is not there.
        /// </exception>
        public static IBackend Create(GeneratorOptions options, out BackendKind kind, out string? note)
        {
            // Also where Vulkan is taken: what is wrong is so on every machine.
            if (options.Threads < 1)
            {
                throw new SagTexturesException($"Threads is {options.Threads}; it has to be at least 1, or null for all cores.");
            }

            note = null;
            kind = BackendKind.Vulkan;
            string? cacheFolder = options.CacheFolder ?? PipelineCacheFile.DefaultFolder();
            if (options.Vulkan != null)
            {
                return VulkanBackend.Create(options.Vulkan, cacheFolder);
            }

            if (options.Backend != BackendKind.Cpu)
            {
                try
                {
                    bool mayChoose = options.Backend == BackendKind.Auto && options.Device == null;
                    return VulkanBackend.Create(options.Device, cacheFolder, mustBeGpu: mayChoose && IsCpuFast);
                }
                catch (DeviceException e) when (options.Backend == BackendKind.Auto && options.Device == null)
                {
                    note = e.Message;
                }
            }

            kind = BackendKind.Cpu;
#if NET
            return new VectorizedCpuBackend(options.Threads);
#else
            return new CpuBackend();
#endif
        }
    }
}
