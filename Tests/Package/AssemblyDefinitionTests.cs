using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Xml.Linq;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>What Unity compiles, and what it must leave alone.</summary>
public sealed class AssemblyDefinitionTests
{
    private static readonly string[] FromUnity = ["UnityEngine.TestRunner", "UnityEditor.TestRunner"];

    private static readonly Dictionary<string, JsonElement> Definitions = PackageTree.Files
        .Where(path => path.EndsWith(".asmdef"))
        .ToDictionary(path => path, path => JsonDocument.Parse(PackageTree.Read(path)).RootElement);

    [Test]
    public void NamesAreUnique() => Assert.That(Definitions.Values.Select(Name), Is.Unique);

    [Test]
    public void EveryReferenceIsAnAssemblyHereOrOneOfUnitys()
    {
        string[] known = Definitions.Values.Select(Name).Concat(FromUnity).ToArray();
        foreach ((string path, JsonElement definition) in Definitions)
            Assert.That(Strings(definition, "references"), Is.SubsetOf(known), path);
    }

    [Test]
    public void EverySourceFileBelongsToOne()
    {
        string[] folders = Definitions.Keys.Select(path => Path.GetDirectoryName(path)!.Replace('\\', '/') + "/").ToArray();
        string[] stray = PackageTree.SeenByUnity
            .Where(path => path.EndsWith(".cs") && !folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))
            .ToArray();
        Assert.That(stray, Is.Empty, "without an asmdef Unity compiles a file into no assembly of this package");
    }

    [TestCase("Runtime/SagTextures.asmdef")]
    [TestCase("Editor/SagTextures.Editor.asmdef")]
    public void TheCoreIsFreeOfTheEngine(string path) =>
        Assert.That(Definitions[path].GetProperty("noEngineReferences").GetBoolean(), Is.True);

    [TestCase("Training/")]
    [TestCase("Tests/Training/")]
    [TestCase("Tests/Package/")]
    public void UnityNeverCompilesWhatNeedsANewerLanguageOrTorch(string folder)
    {
        JsonElement definition = Definitions.Single(entry => entry.Key.StartsWith(folder, StringComparison.Ordinal)).Value;
        Assert.That(Strings(definition, "defineConstraints"), Does.Contain("SAGTEXTURES_OUTSIDE_UNITY"));
    }

    [TestCase("Tests/Runtime/")]
    [TestCase("Tests/Editor/")]
    public void TestsThatUnityRunsAreLeftOutOfGames(string folder)
    {
        JsonElement definition = Definitions.Single(entry => entry.Key.StartsWith(folder, StringComparison.Ordinal)).Value;
        Assert.That(Strings(definition, "defineConstraints"), Does.Contain("UNITY_INCLUDE_TESTS"));
        Assert.That(Strings(definition, "precompiledReferences"), Does.Contain("nunit.framework.dll"));
    }

    [TestCaseSource(nameof(NeedTheEngine))]
    public void WhatNeedsTheEngineIsCompiledAgainstJustWhatItNames(string path)
    {
        JsonElement definition = Definitions[path];
        XElement project = XDocument.Load(PackageTree.FullPath($"Tests/Unity~/{Name(definition)}.csproj")).Root!;
        string[] sources = project.Descendants("Compile").Select(item => Include(item)).ToArray();
        Assert.That(sources.Select(source => Path.GetFullPath(source, PackageTree.FullPath("Tests/Unity~"))),
            Is.EqualTo(new[] { Path.Combine(Path.GetDirectoryName(PackageTree.FullPath(path))!, "**", "*.cs") }));

        var expected = new List<string>(Strings(definition, "references")) { "UnityEngine" };
        // A sample in the editor may look for an asset.
        if (Strings(definition, "includePlatforms").Contains("Editor") || path.StartsWith("Samples~/"))
            expected.Add("UnityEditor");
        string[] references = project.Descendants("ProjectReference").Select(item => AssemblyOf(Include(item))).ToArray();
        Assert.That(references, Is.EquivalentTo(expected));

        string[] packages = project.Descendants("PackageReference").Select(item => Include(item)).ToArray();
        Assert.That(packages, Is.EqualTo(Strings(definition, "precompiledReferences").Length > 0 ? new[] { "NUnit" } : []));
    }

    [Test]
    public void EveryProjectForUnityIsInTheSolution()
    {
        string solution = PackageTree.Read("SagTextures.sln").Replace('\\', '/');
        string[] missing = PackageTree.Files
            .Where(path => path.StartsWith("Tests/Unity~/") && path.EndsWith(".csproj") && !solution.Contains('"' + path + '"')).ToArray();
        Assert.That(missing, Is.Empty);
    }

    [TestCaseSource(nameof(CompiledByUnity))]
    public void NullableAnnotationsAreOnWhereUnityCompiles(string path) =>
        Assert.That(PackageTree.Files, Does.Contain($"{Path.GetDirectoryName(path)!.Replace('\\', '/')}/csc.rsp"));

    private static IEnumerable<string> CompiledByUnity => Definitions.Keys
        .Where(path => !Strings(Definitions[path], "defineConstraints").Contains("SAGTEXTURES_OUTSIDE_UNITY"));

    // Tests of the core may use the engine and do not; they run outside Unity.
    private static IEnumerable<string> NeedTheEngine => CompiledByUnity
        .Where(path => !Definitions[path].GetProperty("noEngineReferences").GetBoolean())
        .Where(path => path is not ("Tests/Runtime/SagTextures.Tests.Runtime.asmdef" or "Tests/Editor/SagTextures.Tests.Editor.asmdef"));

    private static string Include(XElement item) => item.Attribute("Include")!.Value;

    private static string AssemblyOf(string project) => Path.GetFileNameWithoutExtension(project) switch
    {
        "SagTextures.Runtime" => "SagTextures",
        var name => name,
    };

    private static string Name(JsonElement definition) => definition.GetProperty("name").GetString()!;

    private static string[] Strings(JsonElement definition, string field) =>
        definition.GetProperty(field).EnumerateArray().Select(item => item.GetString()!).ToArray();
}
