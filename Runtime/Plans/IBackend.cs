using System;

namespace SagTextures.Plans
{
    /// <summary>Something that runs plans. All members may be called from any thread.</summary>
    internal interface IBackend : IDisposable
    {
        /// <summary>What it runs on, for people.</summary>
        string DeviceName { get; }

        /// <summary>
        /// Textures made at once when many are asked for: enough to keep the device busy, little enough memory.
        /// </summary>
        int BestBatch { get; }

        /// <summary>
        /// Uploads weights that are not there yet, and takes memory for the plan's tensors.
        /// </summary>
        /// <exception cref="DeviceException">The device refuses, or has not enough memory.</exception>
        IPreparedPlan Prepare(GeneratorPlan plan);
    }
}
