namespace SagTextures.Training.Benchmark;

/// <summary>What is the same for all contestants.</summary>
/// <param name="Threads">Cores that all but Vulkan use; null for all.</param>
/// <param name="Device">Number of the Vulkan device; null for the best.</param>
/// <param name="Size">Width and height of the textures; null for the model's own.</param>
/// <param name="Cells">Latent cells along a side at that size, which a peer's file does not tell.</param>
internal sealed record BenchSettings(int? Threads = null, int? Device = null, int? Size = null, int Cells = 1);
