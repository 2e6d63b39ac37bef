using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>Runs a GDScript of tests, <c>Project~/tests</c>, in one run of the engine and tells each of its tests apart.</summary>
public abstract class ScriptTests(string script, params string[] arguments)
{
    private EngineRun? run;

    private EngineRun Run => run!;

    [OneTimeSetUp]
    public void Run_the_script() => run = EngineRun.Of(
        GodotSetUp.Project, [.. arguments, "--script", "res://tests/runner.gd", "--", script], script);

    [Test]
    public void The_engine_reports_no_error() => Assert.That(Run.Errors, Is.Empty);

    [Test]
    public void The_engine_ends_well() => Assert.That(Run.ExitCode, Is.Zero, Run.Log);

    /// <summary>Every function of the script whose name begins with test_.</summary>
    protected static IEnumerable<string> TestsOf(string script) => Regex.Matches(
        File.ReadAllText(Path.Combine(GodotSetUp.Root, "Tests", "Godot", "Project~", "tests", script + ".gd")),
        @"^func (test_\w+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value);

    protected void Check(string test)
    {
        string[] told = Run.Log.Split('\n')
            .Where(line => line == $"PASSED {test}" || line.StartsWith($"FAILED {test}:")).ToArray();
        Assert.That(told, Is.EqualTo(new[] { $"PASSED {test}" }), Run.Log);
    }
}
