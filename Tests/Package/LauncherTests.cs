using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>The scripts sag and sag.cmd.</summary>
public sealed class LauncherTests
{
    /// <summary>All others are handed to the program, by both.</summary>
    [Test]
    public void BothKnowTheSameVerbs()
    {
        string bash = PackageTree.Read("sag");
        string dispatch = bash[bash.LastIndexOf("case \"${1:-}\" in", StringComparison.Ordinal)..];
        string[] programs = Directory.EnumerateFiles(PackageTree.FullPath("Training/CommandLine"), "*.cs")
            .SelectMany(file => Verbs(File.ReadAllText(file), "new Command\\(\"([\\w-]+)\"")).ToArray();
        string[] scripts = Verbs(dispatch, @"^    ([\w-]+(?: \| [\w-]+)*)\)").SelectMany(verbs => verbs.Split(" | ")).ToArray();
        Assert.That(programs, Has.Member("train").And.Member("demo"));
        Assert.That(scripts, Has.Member("pack"));
        Assert.That(
            Verbs(PackageTree.Read("sag.cmd"), "^if \"%1\"==\"([\\w-]+)\""), Is.EquivalentTo(scripts.Except(programs)));
    }

    private static string[] Verbs(string text, string pattern) =>
        Regex.Matches(text, pattern, RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToArray();
}
