using System.Linq;

namespace SagTextures.Training.Benchmark;

/// <summary>One of the product's own backends, by the public call.</summary>
internal sealed class BackendContestant(string path, GeneratorOptions options, int? size) : IContestant
{
    private readonly TextureGenerator generator = TextureGenerator.Load(path, options);
    private readonly GenerateOptions generateOptions = new() { Width = size ?? 0, Height = size ?? 0 };
    private ulong seed;

    public string Device => generator.DeviceName;

    public void Run(int batch)
    {
        ulong[] seeds = Enumerable.Range(0, batch).Select(_ => seed++).ToArray();
        generator.Generate(seeds, generateOptions);
    }

    public void Dispose() => generator.Dispose();
}
