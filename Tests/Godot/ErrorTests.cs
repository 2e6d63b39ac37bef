using System.Linq;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>Wrong arguments: an error of the engine's own that says what is wrong, and the engine goes on.</summary>
public sealed class ErrorTests
{
    private static readonly string[] Expected =
    [
        "call load_model first",
        "it does not exist; check the path",
        "is not a usable model",
        "There is no option \"widht\"",
        "The option \"width\" is a number of pixels",
        "not 65×",
        "\"moss\"",
        "no map \"normal\"",
        "Truncation goes from 0 to 1, not 2",
        "Options are named by strings",
        "There is no backend \"metal\"",
        "Cannot convert argument 1 from String to int",
        "Expected 2 argument(s)",
        "Expected 1 argument(s)",
        "There is no run folder",
        "trainer_path is empty",
        "There is no trainer",
        "No training was started or found",
    ];

    private EngineRun? run;

    [OneTimeSetUp]
    public void Run_the_script() => run = EngineRun.Of(
        GodotSetUp.Project, ["--rendering-driver", "vulkan", "--script", "res://tests/runner.gd", "--", "errors"], "errors");

    [TestCaseSource(nameof(Expected))]
    public void A_wrong_argument_is_told(string message) =>
        Assert.That(run!.Errors.Where(error => error.Contains(message)), Is.Not.Empty, run.Log);

    [Test]
    public void Nothing_else_is_told() => Assert.That(
        run!.Errors.Where(error => !Expected.Any(error.Contains)), Is.Empty);

    [Test]
    public void The_engine_goes_on() => Assert.That(run!.Log, Does.Contain("PASSED test_wrong_arguments"));
}
