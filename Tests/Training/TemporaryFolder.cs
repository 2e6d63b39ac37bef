using System;
using System.IO;

namespace SagTextures.Tests;

/// <summary>A new folder that goes with its owner.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sagtextures-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
