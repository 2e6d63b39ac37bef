using System;
using System.Diagnostics;
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

    /// <summary>However the option's value is written.</summary>
    [TestCase("generate --out x", true)]
    [TestCase("generate --backend vulkan --out x", true)]
    [TestCase("generate --backend cpu --out x", false)]
    [TestCase("generate --out x --backend=cpu", false)]
    [TestCase("generate --backend:cpu --out x", false)]
    [TestCase("bench --help", false)]
    [Platform("Linux,MacOSX")]
    public void ADriverIsSetUpUnlessTheCpuIsAskedFor(string line, bool isNeeded)
    {
        string choice = Regex.Match(PackageTree.Read("sag"), @"case "" \$\* "" in.*?esac", RegexOptions.Singleline).Value;
        var start = new ProcessStartInfo("bash", ["-c", $"require_vulkan() {{ echo needed; }}; set -- {line}\n{choice}"]) { RedirectStandardOutput = true };
        using Process bash = Process.Start(start)!;
        Assert.That(bash.StandardOutput.ReadToEnd(), Is.EqualTo(isNeeded ? "needed\n" : ""));
        bash.WaitForExit();
        Assert.That(bash.ExitCode, Is.Zero);
    }

    private static string[] Verbs(string text, string pattern) =>
        Regex.Matches(text, pattern, RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToArray();
}
