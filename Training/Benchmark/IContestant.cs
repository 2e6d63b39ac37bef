using System;

namespace SagTextures.Training.Benchmark;

/// <summary>A loaded model, ready to run at any batch.</summary>
internal interface IContestant : IDisposable
{
    /// <summary>What it runs on, for people.</summary>
    string Device { get; }

    /// <summary>Makes textures, and returns when their pixels, or a peer's output tensor, are in memory.</summary>
    /// <param name="batch">How many at once.</param>
    void Run(int batch);
}
