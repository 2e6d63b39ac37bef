using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>The samples' scenes are written by hand: everything that they name has to be there.</summary>
public sealed class SampleSceneTests
{
    private static IEnumerable<string> Scenes =>
        PackageTree.Files.Where(path => path.StartsWith("Samples~/") && path.EndsWith(".unity"));

    [Test]
    public void SamplesWithScriptsHaveAScene() => Assert.That(
        Scenes.Select(Path.GetDirectoryName),
        Is.EquivalentTo(PackageTree.Files.Where(path => path.StartsWith("Samples~/") && path.EndsWith(".cs")).Select(Path.GetDirectoryName)));

    [TestCaseSource(nameof(Scenes))]
    public void EveryObjectThatIsNamedIsInTheScene(string scene)
    {
        string text = PackageTree.Read(scene);
        string[] defined = Find(text, @"^--- !u!\d+ &(\d+)$");
        Assert.That(defined, Is.Unique.And.Not.Empty);
        Assert.That(Find(text, @"\{fileID: (\d+)\}").Where(id => id != "0").Except(defined), Is.Empty);
    }

    [TestCaseSource(nameof(Scenes))]
    public void EveryAssetThatIsNamedIsInTheSample(string scene)
    {
        string[] metas = PackageTree.Files
            .Where(path => path.EndsWith(".cs.meta") && Path.GetDirectoryName(path) == Path.GetDirectoryName(scene))
            .Select(PackageTree.Read).ToArray();
        string[] named = Find(PackageTree.Read(scene), "guid: ([0-9a-f]{32})");
        Assert.That(named, Is.Not.Empty);
        Assert.That(named.Where(guid => !metas.Any(meta => meta.Contains($"guid: {guid}\n"))), Is.Empty);
    }

    [TestCaseSource(nameof(Scenes))]
    public void EveryComponentHangsOnAnObjectThatHasIt(string scene)
    {
        string[] blocks = Regex.Split(PackageTree.Read(scene), "^(?=--- !u!)", RegexOptions.Multiline);
        var owned = blocks.Where(block => block.StartsWith("--- !u!1 "))
            .SelectMany(block => Find(block, @"component: \{fileID: (\d+)\}").Select(id => (id, Find(block, @"&(\d+)$")[0])));
        var owners = blocks.Where(block => block.Contains("m_GameObject:"))
            .Select(block => (Find(block, @"&(\d+)$")[0], Find(block, @"m_GameObject: \{fileID: (\d+)\}")[0]));
        Assert.That(owned, Is.EquivalentTo(owners));
    }

    [TestCaseSource(nameof(Scenes))]
    public void EveryFieldThatIsSetIsAFieldOfTheScript(string scene)
    {
        string behaviour = Regex.Match(PackageTree.Read(scene), @"^MonoBehaviour:\n(?:  .*\n)+", RegexOptions.Multiline).Value;
        string[] fields = Find(behaviour, @"^  ([a-z]\w*):").Where(field => !field.StartsWith("m_")).ToArray();
        string script = PackageTree.Read(Path.ChangeExtension(scene, ".cs"));
        Assert.That(script, Does.Contain($"class {Path.GetFileNameWithoutExtension(scene)} : MonoBehaviour"));
        Assert.That(fields, Is.EquivalentTo(Find(script, @"\[SerializeField[^\n]*\]\s+private \S+ (\w+)")));
    }

    private static string[] Find(string text, string pattern) =>
        Regex.Matches(text, pattern, RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToArray();
}
