using System.Collections.Generic;
using System.IO;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>A sphere and a tiled floor with generated textures, rendered by the engine.</summary>
public sealed class SceneTests : ScriptTests
{
    private static IEnumerable<string> Names => TestsOf("tests/scene.gd");

    [TestCaseSource(nameof(Names))]
    public void In_the_engine(string test) => Check(test);

    /// <summary>Drivers round and filter differently, by a little.</summary>
    [Test]
    public void The_picture_is_the_expected_one()
    {
        double difference = Picture.Difference(
            Path.Combine(GodotSetUp.Project, "scene.png"),
            Path.Combine(GodotSetUp.Root, "Tests", "Godot", "Expected~", "scene.png"));
        Assert.That(
            difference, Is.LessThan(2.0),
            "mean difference (where the shipped model has changed: look at scene.png, then make it the expected one)");
    }

    private protected override EngineRun Start() =>
        RunScript(GodotSetUp.Project, "scene", "--rendering-driver", "vulkan", "--gpu-validation");
}
