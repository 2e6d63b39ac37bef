using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>Unity ignores a package file without a .meta in silence, and breaks references when a GUID changes.</summary>
public sealed class MetaFileTests
{
    private const string Remedy = "run .ci/metas.sh and commit what it writes";

    private static readonly string[] Metas = PackageTree.Files.Where(path => path.EndsWith(".meta")).ToArray();

    [Test]
    public void EveryFileAndFolderThatUnitySeesHasOne()
    {
        string[] missing = PackageTree.SeenByUnity.Where(path => !Metas.Contains(path + ".meta")).ToArray();
        Assert.That(missing, Is.Empty, Remedy);
    }

    [Test]
    public void NoneIsWithoutItsFile()
    {
        // Samples are imported with their metas: a scene names its script by GUID.
        string[] orphans = Metas.Select(path => path[..^".meta".Length])
            .Where(path => !PackageTree.SeenByUnity.Contains(path) && !(path.StartsWith("Samples~/") && PackageTree.Files.Contains(path)))
            .ToArray();
        Assert.That(orphans, Is.Empty, Remedy);
    }

    [Test]
    public void EachHasAGuidOfItsOwn()
    {
        string[] guids = Metas
            .Select(path => Regex.Match(PackageTree.Read(path), "^guid: ([0-9a-f]{32})$", RegexOptions.Multiline).Groups[1].Value)
            .ToArray();
        Assert.That(guids, Has.None.Empty.And.Unique);
    }

    [Test]
    public void ImporterFitsTheFile()
    {
        string[] wrong = Metas.Where(path => !PackageTree.Read(path).Contains($"\n{Importer(path[..^".meta".Length])}:\n")).ToArray();
        Assert.That(wrong, Is.Empty, Remedy);
    }

    private static string Importer(string path) => Path.GetExtension(path) switch
    {
        _ when Directory.Exists(PackageTree.FullPath(path)) => "folderAsset: yes\nDefaultImporter",
        _ when path == "package.json" => "PackageManifestImporter",
        ".cs" => "MonoImporter",
        ".asmdef" => "AssemblyDefinitionImporter",
        ".md" or ".json" or ".txt" => "TextScriptImporter",
        _ => "DefaultImporter",
    };
}
