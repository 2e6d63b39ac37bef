using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>The engine ends while textures are being made.</summary>
public sealed class ExitTests
{
    private static readonly string[] Window = ["--rendering-driver", "vulkan", "--resolution", "64x64", "--gpu-validation"];

    [TestCase("exit", "async", true)]
    [TestCase("exit", "async", false)]
    [TestCase("exit", "rd", true)]
    [TestCase("exit_loop", "async", true)]
    public void The_engine_ends_well(string script, string work, bool hasWindow)
    {
        EngineRun run = EngineRun.Of(
            GodotSetUp.Project,
            [.. hasWindow ? Window : ["--headless"], "--script", $"res://tests/{script}.gd", "--", work],
            $"{script}-{work}-{(hasWindow ? "window" : "headless")}");
        Assert.That(run.Errors, Is.Empty, run.Log);
        Assert.That(run.ExitCode, Is.Zero, run.Log);
    }
}
