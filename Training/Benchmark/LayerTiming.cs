namespace SagTextures.Training.Benchmark;

/// <summary>Time of one step.</summary>
/// <param name="Name">Of its first layer.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Output">Shape of its result for one texture.</param>
/// <param name="MedianMs">Milliseconds for the batch.</param>
/// <param name="GigaFlops">
/// Billions of additions and multiplications of the definition a second; Winograd filtering needs fewer than it counts.
/// </param>
/// <param name="ShareOfPeak">
/// Of what the machine's multiply-add units can do; may exceed 1 for the same reason; null where that is not known.
/// </param>
internal sealed record LayerTiming(
    string Name, string Kind, string Output, double MedianMs, double GigaFlops, double? ShareOfPeak);
