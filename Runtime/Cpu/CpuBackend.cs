using SagTextures.Plans;

namespace SagTextures.Cpu
{
    /// <summary>
    /// Runs plans on the CPU in plain loops: the reference that shaders are measured against, and the way out where there is
    /// no Vulkan.
    /// </summary>
    internal sealed class CpuBackend : IBackend
    {
        public string DeviceName => "CPU";

        public IPreparedPlan Prepare(GeneratorPlan plan) => new CpuPreparedPlan(plan);

        public void Dispose() { }
    }
}
