using System.IO;
using NUnit.Framework;

namespace SagTextures.Tests.Native;

/// <summary>The library as a C program sees it. The program is in C~; here it is run, group by group.</summary>
public sealed class LibraryTests
{
    [Test]
    public void TheProgramFindsNothingWrong(
        [Values("load", "generate", "errors", "handles", "async", "threads")] string group,
        [Values("cpu", "vulkan")] string backend) => Run(group, backend).MustSucceed();

    [Test]
    public void TexturesAreRecordedOnAHostsDeviceWithoutAMessageOfTheValidationLayer() =>
        Assert.That(Run("record", "vulkan").MustSucceed().Output, Does.Not.Contain("validation"));

    /// <summary>The results of its methods included, which .NET 10 loses there now and then: see tls_get_addr.S.</summary>
    [Test]
    public void NothingIsLostWhereOtherLibrariesComeAndGo() => Run("plugins", "cpu").MustSucceed();

    [TestCase("cpu", BackendKind.Cpu)]
    [TestCase("vulkan", BackendKind.Vulkan)]
    public void TheSameSeedGivesTheBytesThatTheManagedGeneratorGives(string name, BackendKind backend)
    {
        string file = Path.Combine(Workshop.Folder, $"{name}.rgba");
        using var generator = TextureGenerator.Load(Workshop.VectorModel, new GeneratorOptions { Backend = backend });
        foreach (ulong seed in new ulong[] { 0, 7, ulong.MaxValue })
        {
            Tool.Run(Workshop.Program, "pixels", name, Workshop.VectorModel, seed.ToString(), file).MustSucceed();
            using GeneratedTexture texture = generator.Generate(seed);
            Assert.That(File.ReadAllBytes(file), Is.EqualTo(texture.Maps[0].Pixels.ToArray()), $"seed {seed}");
        }
    }

    private static Tool Run(string group, string backend) => Tool.Run(Workshop.Program, Workshop.Arguments(group, backend));
}
