using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using SagTextures.Training.Data;

namespace SagTextures.Tests.CommandLine;

/// <summary>The first Ctrl+C ends those verbs, too, that have nothing to save.</summary>
[Platform("Linux")]
public sealed class StopSignalTests
{
    private TemporaryFolder folder = null!;

    [SetUp]
    public void Create() => folder = new TemporaryFolder();

    [TearDown]
    public void Delete() => folder.Dispose();

    [Test]
    public void SampleTexturesEndsWithWholeFiles()
    {
        using Process sag = Start("sample-textures", "--out", folder.Path, "--count", "999", "--size", "256");
        while (!Files().Any() && !sag.HasExited)
            Thread.Sleep(20);
        Interrupt(sag);
        Assert.That(Files(), Has.Length.LessThan(6 * 999).And.All.Matches<string>(path => ImageDecoder.Decode(path!).Image != null));

        string[] Files() => Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);
    }

    [Test]
    public void ADryRunEnds()
    {
        TinyTextures.Write(folder.Path, "bricks", 2, 128);
        using Process sag = Start("train", "--dry-run", "--textures", folder.Path, "--device", "cpu", "--batch", "64");
        // By then it is at work, and needs a while longer.
        Thread.Sleep(2000);
        Interrupt(sag);
    }

    /// <summary>Where the tests run in the background, the system has programs ignore Ctrl+C.</summary>
    private static Process Start(params string[] arguments) =>
        Process.Start("env", ["--default-signal=INT", Path.Combine(AppContext.BaseDirectory, "sag"), .. arguments]);

    private static void Interrupt(Process sag)
    {
        Assert.That(sag.HasExited, Is.False, "it ended by itself");
        Process.Start("bash", ["-c", $"kill -INT {sag.Id}"]).WaitForExit();
        bool hasEnded = sag.WaitForExit(TimeSpan.FromMinutes(1));
        if (!hasEnded)
            sag.Kill();
        Assert.That(hasEnded);
        Assert.That(sag.ExitCode, Is.EqualTo(130));
    }
}
