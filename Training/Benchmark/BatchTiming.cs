namespace SagTextures.Training.Benchmark;

/// <summary>Time that one contestant takes for textures which are made at once.</summary>
/// <param name="Batch">Textures made at once.</param>
/// <param name="MedianMs">Milliseconds for all of them.</param>
/// <param name="Ratio">To ONNX Runtime's median of the same run; null where it did not run.</param>
/// <param name="Runs">How many times it was measured.</param>
internal sealed record BatchTiming(string Contestant, int Batch, double MedianMs, double? Ratio, int Runs)
{
    public double TexturesPerSecond => Batch * 1000 / MedianMs;
}
