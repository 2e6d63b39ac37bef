using NUnit.Framework;
using SagTextures.Training.Native;

namespace SagTextures.Tests;

/// <summary>Makes TorchSharp loadable before the first test.</summary>
[SetUpFixture]
public class TorchSetUp
{
    [OneTimeSetUp]
    public void Load() => TorchLibrary.EnsureLoaded();
}
