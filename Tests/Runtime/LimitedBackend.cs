using SagTextures.Plans;

namespace SagTextures.Tests
{
    /// <summary>A backend that wants batches of some size and has not the memory for them.</summary>
    internal sealed class LimitedBackend : IBackend
    {
        private readonly IBackend backend;
        private readonly int maxBatch;

        public LimitedBackend(IBackend backend, int bestBatch, int maxBatch)
        {
            this.backend = backend;
            BestBatch = bestBatch;
            this.maxBatch = maxBatch;
        }

        public string DeviceName => backend.DeviceName;

        public int BestBatch { get; }

        public IPreparedPlan Prepare(GeneratorPlan plan) =>
            plan.Batch <= maxBatch ? backend.Prepare(plan) : throw new DeviceMemoryException("full");

        public void Dispose() => backend.Dispose();
    }
}
