using SagTextures.Plans;

namespace SagTextures.Cpu
{
    /// <summary>
    /// Runs plans on the CPU in plain loops: the reference that shaders and the vectorized backend are measured against, and
    /// the way out without Vulkan where .NET's vector types are not to be had (netstandard2.1).
    /// </summary>
    internal sealed class CpuBackend : IBackend
    {
        public string DeviceName => "CPU";

        public IPreparedPlan Prepare(GeneratorPlan plan) => new CpuPreparedPlan(plan);

        public void Dispose() { }
    }
}
