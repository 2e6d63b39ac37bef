using System;

namespace SagTextures.Plans
{
    /// <summary>A plan with its memory. One run at a time: the caller locks.</summary>
    internal interface IPreparedPlan : IDisposable
    {
        GeneratorPlan Plan { get; }

        /// <summary>Whether a host has commands that use its memory and may be submitted at any time: then it must not run.</summary>
        bool IsRecorded { get; }

        /// <summary>Runs all steps and packs the output to bytes, byte = round((x + 1)·127.5).</summary>
        /// <param name="latents">[batch, n, cells down, cells across].</param>
        /// <param name="classes">A class for each image, 0 where the model has none.</param>
        /// <param name="pixels">
        /// Written, see <see cref="GeneratorPlan.NewPixels"/>: [batch · map] images of [height, width, RGBA]. A map of one channel
        /// is grey, alpha is 255 where the map has none.
        /// </param>
        /// <exception cref="DeviceException">The device failed or was lost.</exception>
        void Run(ReadOnlySpan<float> latents, ReadOnlySpan<int> classes, byte[][] pixels);

        /// <summary>Copies a tensor as the last run left it; only plans that keep activations have all of them.</summary>
        void ReadTensor(PlanTensor tensor, Span<float> destination);
    }
}
