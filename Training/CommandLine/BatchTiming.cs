namespace SagTextures.Training.CommandLine;

/// <summary>Time that textures take which are made at once.</summary>
/// <param name="Batch">Textures made at once.</param>
/// <param name="MedianMs">Milliseconds for all of them.</param>
/// <param name="Runs">How many times it was measured.</param>
internal sealed record BatchTiming(int Batch, double MedianMs, int Runs)
{
    public double TexturesPerSecond => Batch * 1000 / MedianMs;
}
