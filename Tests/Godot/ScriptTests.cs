using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>Runs a GDScript of tests in one run of the engine and tells each of its tests apart.</summary>
public abstract class ScriptTests
{
    private EngineRun? run;

    /// <summary>What the engine said.</summary>
    private protected EngineRun Run => run!;

    [OneTimeSetUp]
    public void Run_the_script() => run = Start();

    [Test]
    public virtual void The_engine_reports_no_error() => Assert.That(Run.Errors, Is.Empty);

    [Test]
    public void The_engine_ends_well() => Assert.That(Run.ExitCode, Is.Zero, Run.Log);

    /// <summary>Every function of a script of the test project whose name begins with test_.</summary>
    protected static IEnumerable<string> TestsOf(string script) => Regex.Matches(
        File.ReadAllText(Path.Combine(GodotSetUp.Root, "Tests", "Godot", "Project~", script)),
        @"^func (test_\w+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value);

    /// <summary>Runs a script of the folder tests.</summary>
    private protected static EngineRun RunScript(string project, string script, params string[] arguments) =>
        EngineRun.Of(project, [.. arguments, "--script", "res://tests/runner.gd", "--", script], script);

    private protected abstract EngineRun Start();

    protected void Check(string test)
    {
        string[] told = Run.Log.Split('\n')
            .Where(line => line == $"PASSED {test}" || line.StartsWith($"FAILED {test}:")).ToArray();
        Assert.That(told, Is.EqualTo(new[] { $"PASSED {test}" }), Run.Log);
    }
}
