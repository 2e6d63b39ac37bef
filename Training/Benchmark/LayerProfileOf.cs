using System.Collections.Generic;

namespace SagTextures.Training.Benchmark;

/// <summary>A <see cref="LayerProfile"/> at one batch size.</summary>
internal sealed record LayerProfileOf(int Batch, IReadOnlyList<LayerTiming> Layers);
