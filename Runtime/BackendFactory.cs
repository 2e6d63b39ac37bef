using SagTextures.Cpu;
using SagTextures.Plans;

namespace SagTextures
{
    internal static class BackendFactory
    {
        /// <param name="options">What was asked for.</param>
        /// <param name="kind">What was made.</param>
        /// <param name="note">Why the CPU had to stand in, or null.</param>
        public static IBackend Create(GeneratorOptions options, out BackendKind kind, out string? note)
        {
            note = null;
            kind = BackendKind.Cpu;
            return new CpuBackend();
        }
    }
}
