using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Xml.Linq;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>package.json against the rules of Unity's package manager.</summary>
public sealed class ManifestTests
{
    private readonly JsonElement manifest = JsonDocument.Parse(PackageTree.Read("package.json")).RootElement;

    [TestCase("name", @"^com\.[a-z0-9_-]+(\.[a-z0-9_-]+)+$")]
    [TestCase("version", @"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$")]
    [TestCase("unity", @"^\d{4}\.\d$")]
    [TestCase("unityRelease", @"^\d+[abf]\d+$")]
    [TestCase("displayName", @"^\S.{0,49}$")]
    [TestCase("description", @"^\S.{39,}$")]
    [TestCase("license", "^MIT$")]
    [TestCase("documentationUrl", "^https://")]
    [TestCase("changelogUrl", "^https://")]
    [TestCase("licensesUrl", "^https://")]
    public void FieldHasTheForm(string field, string pattern) => Assert.That(Text(field), Does.Match(pattern));

    [Test]
    public void NameIsShortEnoughForUnity() => Assert.That(Text("name").Length, Is.LessThanOrEqualTo(214));

    [Test]
    public void KeywordsAndAuthorAreThere()
    {
        Assert.That(manifest.GetProperty("keywords").EnumerateArray().Select(word => word.GetString()), Is.Not.Empty.And.Unique);
        Assert.That(manifest.GetProperty("author").GetProperty("name").GetString(), Is.Not.Empty);
    }

    [Test]
    public void EverySampleHasANameATextAndAFolderWithFiles()
    {
        JsonElement[] samples = manifest.GetProperty("samples").EnumerateArray().ToArray();
        Assert.That(samples, Is.Not.Empty);
        foreach (JsonElement sample in samples)
        {
            string path = sample.GetProperty("path").GetString()!;
            Assert.That(sample.GetProperty("displayName").GetString(), Is.Not.Empty);
            Assert.That(sample.GetProperty("description").GetString(), Is.Not.Empty);
            Assert.That(path, Does.StartWith("Samples~/"));
            Assert.That(PackageTree.Files.Where(file => file.StartsWith(path + "/", StringComparison.Ordinal)), Is.Not.Empty, path);
        }
    }

    [TestCase("README.md")]
    [TestCase("CHANGELOG.md")]
    [TestCase("LICENSE.md")]
    [TestCase("Third Party Notices.md")]
    public void PackageLayoutFileIsThere(string file) => Assert.That(PackageTree.FullPath(file), Does.Exist);

    [Test]
    public void VersionIsTheSameInTheChangelogAndTheBuild()
    {
        string build = XDocument.Load(PackageTree.FullPath("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.That(build, Is.EqualTo(Text("version")));
        Assert.That(PackageTree.Read("CHANGELOG.md"), Does.Contain($"## [{Text("version")}]"));
    }

    private string Text(string field) => manifest.GetProperty(field).GetString()!;
}
