using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>The package that users install: whole, and nothing else.</summary>
[Platform("Linux,MacOSX")]
public sealed class PackedPackageTests
{
    private static readonly string[] FromUnity = ["UnityEngine.TestRunner", "UnityEditor.TestRunner", "nunit.framework"];

    private PackedPackage package = null!;

    [OneTimeSetUp]
    public void Pack() => package = new PackedPackage();

    [OneTimeTearDown]
    public void Delete() => package.Dispose();

    [Test]
    public void TheArchiveIsNamedAfterPackageAndVersion() =>
        Assert.That(Path.GetFileName(package.Archive), Does.Match(@"^com\.sagtextures\.sagtextures-\d+\.\d+\.\d+\.tgz$"));

    [Test]
    public void EveryFileAndFolderThatUnitySeesHasAMetaOfItsOwn()
    {
        string[] metas = package.Files.Where(path => path.EndsWith(".meta")).ToArray();
        // Samples are imported with the metas of what their scenes name.
        Assert.That(
            metas.Where(path => !path.StartsWith("Samples~/")), Is.EquivalentTo(package.SeenByUnity.Select(path => path + ".meta")));
        string[] guids = metas
            .Select(path => Regex.Match(package.Read(path), "^guid: ([0-9a-f]{32})$", RegexOptions.Multiline).Groups[1].Value).ToArray();
        Assert.That(guids, Has.None.Empty.And.Unique);
    }

    [Test]
    public void NothingElseIsInIt()
    {
        string[] extensions =
        [
            ".cs", ".asmdef", ".rsp", ".meta", ".csproj", ".props", ".json", ".md", ".png", ".safetensors", ".comp", ".glsl", ".sh", ".cmd", ".dll", ".unity",
            // The peer that the benchmark runs where there is PyTorch.
            ".py",
        ];
        Assert.That(package.Files.Where(path => path != "sag" && !extensions.Contains(Path.GetExtension(path))), Is.Empty);
        Assert.That(package.Files.Where(path => path.Split('/').Any(name => name.StartsWith('.') || name is "bin" or "obj")), Is.Empty);
        Assert.That(package.Files.Select(path => path.Split('/')[0]).Where(name => name is "Hosts~" or "SagTextures.sln"), Is.Empty);
        Assert.That(package.Files.Where(path => path.StartsWith("Tests/")).Select(path => path.Split('/')[1].Replace(".meta", "")).Distinct(),
            Is.EquivalentTo(new[] { "EditMode", "Editor", "PlayMode", "Runtime" }));
    }

    [Test]
    public void EveryLibraryThatAnAssemblyNamesIsThereAndOnlyForIt()
    {
        string[] libraries = package.Files.Where(path => path.EndsWith(".dll")).ToArray();
        string[] named = Definitions().SelectMany(entry => Strings(entry.Value, "precompiledReferences")).Distinct()
            .Except(FromUnity.Select(name => name + ".dll")).ToArray();
        Assert.That(libraries.Select(Path.GetFileName), Is.EquivalentTo(named));
        foreach (string library in libraries)
            Assert.That(package.Read(library + ".meta"), Does.Contain("PluginImporter:").And.Contain("isExplicitlyReferenced: 1"), library);
    }

    [Test]
    public void LibrariesNeedNothingThatIsNotThere()
    {
        string[] libraries = package.Files.Where(path => path.EndsWith(".dll")).ToArray();
        // Silk.NET uses these two only to find native libraries, which we do ourselves.
        string[] known =
        [
            .. libraries.Select(path => Path.GetFileNameWithoutExtension(path)!),
            "netstandard", "Microsoft.Extensions.DependencyModel", "Microsoft.DotNet.PlatformAbstractions",
        ];
        foreach (string library in libraries)
            Assert.That(ReferencesOf(library), Is.SubsetOf(known), library);
    }

    [Test]
    public void EveryAssemblyReferenceResolves()
    {
        string[] known = [.. Definitions().Values.Select(Name), .. FromUnity];
        foreach ((string path, JsonElement definition) in Definitions())
            Assert.That(Strings(definition, "references"), Is.SubsetOf(known), path);
    }

    [Test]
    public void EverySampleIsThere()
    {
        JsonElement manifest = JsonDocument.Parse(package.Read("package.json")).RootElement;
        foreach (JsonElement sample in manifest.GetProperty("samples").EnumerateArray())
            Assert.That(package.FullPath(sample.GetProperty("path").GetString()!), Does.Exist);
        Assert.That(manifest.GetProperty("samples").GetArrayLength(), Is.EqualTo(Directory.GetDirectories(package.FullPath("Samples~")).Length));
    }

    [Test]
    public void LinksInTheDocumentationLeadToFiles()
    {
        foreach (string page in package.Files.Where(path => path.EndsWith(".md") && !path.StartsWith("Samples~")))
        {
            string[] links = Regex.Matches(package.Read(page), @"\]\((?!https?:|#)([^)#]+)").Select(match => match.Groups[1].Value).ToArray();
            foreach (string link in links)
                Assert.That(Path.Combine(package.FullPath(page), "..", Uri.UnescapeDataString(link)), Does.Exist, page);
        }
    }

    [Test]
    public void ItsSourcesCompileWithItsLibrariesAlone()
    {
        var unity = new UnityCompilation(package);
        foreach (KeyValuePair<string, JsonElement> definition in Definitions())
        {
            if (!Strings(definition.Value, "defineConstraints").Contains("SAGTEXTURES_OUTSIDE_UNITY"))
                unity.Add(definition.Key, definition.Value);
        }

        unity.Build();
    }

    [Test]
    public void TheTrainerRunsFromItAndLeavesItAlone()
    {
        string? artifacts = Environment.GetEnvironmentVariable("SAG_ARTIFACTS");
        Environment.SetEnvironmentVariable("SAG_ARTIFACTS", Path.Combine(package.Folder, "Library"));
        try
        {
            // An unpacked script has lost its permission to be executed; editors start it this way.
            string help = PackedPackage.Run("bash", package.FullPath("sag"), "train", "--help");
            Assert.That(help, Does.Contain("--textures"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("SAG_ARTIFACTS", artifacts);
        }

        string[] now = Directory.GetFiles(package.Root, "*", SearchOption.AllDirectories);
        Assert.That(now, Has.Length.EqualTo(package.Files.Count), "Unity's package cache must not be written");
    }

    private IReadOnlyDictionary<string, JsonElement> Definitions() => package.Files
        .Where(path => path.EndsWith(".asmdef"))
        .ToDictionary(path => path, path => JsonDocument.Parse(package.Read(path)).RootElement);

    private IEnumerable<string> ReferencesOf(string library)
    {
        using FileStream file = File.OpenRead(package.FullPath(library));
        using var portable = new PEReader(file);
        MetadataReader reader = portable.GetMetadataReader();
        return reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)).ToArray();
    }

    private static string Name(JsonElement definition) => definition.GetProperty("name").GetString()!;

    private static string[] Strings(JsonElement definition, string field) =>
        definition.GetProperty(field).EnumerateArray().Select(item => item.GetString()!).ToArray();
}
