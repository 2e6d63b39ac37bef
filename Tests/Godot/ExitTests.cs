using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>The engine ends while textures are being made.</summary>
public sealed class ExitTests
{
    private static readonly string[] Window = ["--rendering-driver", "vulkan", "--resolution", "64x64", "--gpu-validation"];

    [TestCase("async", true)]
    [TestCase("async", false)]
    [TestCase("rd", true)]
    public void The_engine_ends_well(string work, bool hasWindow)
    {
        EngineRun run = EngineRun.Of(
            GodotSetUp.Project,
            [.. hasWindow ? Window : ["--headless"], "--script", "res://tests/exit.gd", "--", work],
            $"exit-{work}-{(hasWindow ? "window" : "headless")}");
        Assert.That(run.Errors, Is.Empty, run.Log);
        Assert.That(run.ExitCode, Is.Zero, run.Log);
    }
}
