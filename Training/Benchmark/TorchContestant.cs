using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Models;
using SagTextures.Training.Native;
using static TorchSharp.torch;

namespace SagTextures.Training.Benchmark;

/// <summary>TorchSharp, with the operations that a PyTorch user would write.</summary>
internal sealed class TorchContestant : IContestant
{
    private readonly GeneratorModel model;
    private readonly TorchGenerator generator;
    private readonly int size;

    public TorchContestant(string path, int threads, int? size)
    {
        TorchLibrary.EnsureLoaded();
        set_num_threads(threads);
        model = ModelFile.Read(path);
        this.size = size ?? model.Description.Resolution;
        generator = new TorchGenerator(model);
    }

    public string Device => $"libtorch, {get_num_threads()} {(get_num_threads() == 1 ? "thread" : "threads")}";

    public void Run(int batch)
    {
        using var scope = NewDisposeScope();
        using var mode = inference_mode();
        ActivationShape latent = model.LatentShape(size, size);
        IReadOnlyList<Tensor> outputs = generator.Run(
            randn(batch, latent.Channels, latent.Height, latent.Width), Enumerable.Repeat(0L, batch).ToArray());
        _ = outputs[^1].data<float>()[0];
    }

    public void Dispose() => generator.Dispose();
}
