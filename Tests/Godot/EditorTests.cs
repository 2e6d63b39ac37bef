using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>The editor itself, used as by a person: <c>Project~/addons/sagtest/plugin.gd</c>.</summary>
public sealed class EditorTests
{
    private EngineRun? run;

    private static IEnumerable<string> Names => Regex.Matches(
        File.ReadAllText(Path.Combine(GodotSetUp.Root, "Tests", "Godot", "Project~", "addons", "sagtest", "plugin.gd")),
        @"^func (test_\w+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value);

    private EngineRun Run => run!;

    [OneTimeSetUp]
    public void Use_the_editor()
    {
        string textures = Path.Combine(GodotSetUp.Project, "textures");
        Tool samples = Tool.Run(
            GodotSetUp.Sag, ["sample-textures", "--out", textures, "--count", "4", "--size", "64"], TimeSpan.FromMinutes(5));
        Assert.That(samples.ExitCode, Is.Zero, samples.Output);
        File.WriteAllText(Path.Combine(textures, ".gdignore"), string.Empty);
        run = EngineRun.Of(
            GodotSetUp.Project, ["--editor", "--rendering-driver", "vulkan", "--resolution", "1600x900"], "editor",
            new Dictionary<string, string> { ["SAG_EDITOR_TEST"] = "10" });
    }

    [TestCaseSource(nameof(Names))]
    public void In_the_editor(string test) => Assert.That(
        Run.Log.Split('\n').Where(line => line == $"PASSED {test}" || line.StartsWith($"FAILED {test}:", StringComparison.Ordinal)),
        Is.EqualTo(new[] { $"PASSED {test}" }), Run.Log);

    [Test]
    public void The_editor_reports_no_error() => Assert.That(Run.Errors, Is.Empty);

    [Test]
    public void The_editor_ends_well() => Assert.That(Run.ExitCode, Is.Zero, Run.Log);
}
