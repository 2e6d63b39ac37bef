using System.Collections.Generic;
using System.IO;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>The editor is closed during a training and opened again: the training goes on, and the dock finds it.</summary>
public sealed class EditorRestartTests() : EditorScriptTests("after_restart")
{
    private EngineRun? before;

    private static IEnumerable<string> NamesBefore => TestsIn("before_restart");

    private static IEnumerable<string> Names => TestsIn("after_restart");

    [TestCaseSource(nameof(NamesBefore))]
    public void Before(string test) => Assert.That(before!.Log, Does.Contain($"PASSED {test}\n"));

    [Test]
    public void The_first_editor_ends_well()
    {
        Assert.That(before!.Errors, Is.Empty);
        Assert.That(before.ExitCode, Is.Zero, before.Log);
    }

    [TestCaseSource(nameof(Names))]
    public void After(string test) => Check(test);

    /// <summary>Where a test failed, a trainer may still work.</summary>
    [OneTimeTearDown]
    public void Stop_all_trainings()
    {
        string runs = Path.Combine(GodotSetUp.Project, ".sagtextures", "runs");
        if (Directory.Exists(runs))
        {
            foreach (string run in Directory.EnumerateDirectories(runs))
                File.WriteAllText(Path.Combine(run, "stop"), string.Empty);
        }
    }

    private protected override EngineRun Start()
    {
        before = InTheEditor("before_restart");
        return base.Start();
    }
}
