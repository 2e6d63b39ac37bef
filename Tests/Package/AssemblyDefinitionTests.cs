using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
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

    private static string Name(JsonElement definition) => definition.GetProperty("name").GetString()!;

    private static string[] Strings(JsonElement definition, string field) =>
        definition.GetProperty(field).EnumerateArray().Select(item => item.GetString()!).ToArray();
}
