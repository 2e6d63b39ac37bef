using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>Rules that hold for everything under version control.</summary>
public sealed class RepositoryTests
{
    private static readonly string[] BinaryExtensions =
        [".spv", ".dll", ".so", ".dylib", ".exe", ".pdb", ".a", ".o", ".lib", ".nupkg", ".zip", ".pt", ".pth", ".onnx"];

    // ELF, PE, Mach-O (64 bit, fat), SPIR-V in both byte orders, zip.
    private static readonly byte[][] BinaryHeads =
    [
        [0x7F, (byte)'E', (byte)'L', (byte)'F'], [(byte)'M', (byte)'Z', 0x90], [0xCF, 0xFA, 0xED, 0xFE], [0xCA, 0xFE, 0xBA, 0xBE],
        [0x03, 0x02, 0x23, 0x07], [0x07, 0x23, 0x02, 0x03], [(byte)'P', (byte)'K', 3, 4],
    ];

    [Test]
    public void HoldsNoCompiledBinary()
    {
        string[] binaries = PackageTree.Files
            .Where(path => BinaryExtensions.Contains(Path.GetExtension(path).ToLowerInvariant()) || HasBinaryHead(path))
            .ToArray();
        Assert.That(binaries, Is.Empty);
    }

    [TestCase("Runtime/SagTextures.Runtime.csproj")]
    [TestCase("Tests/Runtime/SagTextures.Tests.Runtime.csproj")]
    [TestCase("Editor/SagTextures.Editor.csproj")]
    [TestCase("Tests/Editor/SagTextures.Tests.Editor.csproj")]
    public void SourcesThatUnityCompilesStayAtCSharp9(string project) =>
        Assert.That(XDocument.Load(PackageTree.FullPath(project)).Descendants("LangVersion").Single().Value, Is.EqualTo("9.0"));

    [Test]
    public void EveryProjectIsInTheSolution()
    {
        string solution = PackageTree.Read("SagTextures.sln").Replace('\\', '/');
        string[] missing = PackageTree.Files
            .Where(path => path.EndsWith(".csproj") && !path.Contains('~') && !solution.Contains('"' + path + '"'))
            .ToArray();
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void NothingIsLeftUnfinished()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception"];
        string[] unfinished = PackageTree.Files
            .Where(path => Path.GetExtension(path) is ".cs" or ".comp" or ".glsl" or ".sh" or ".csproj")
            .Where(path => marks.Any(PackageTree.Read(path).Contains))
            .ToArray();
        Assert.That(unfinished, Is.Empty);
    }

    private static bool HasBinaryHead(string path)
    {
        var head = new byte[4];
        using FileStream stream = File.OpenRead(PackageTree.FullPath(path));
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return BinaryHeads.Any(binary => head.AsSpan(0, length).StartsWith(binary));
    }
}
