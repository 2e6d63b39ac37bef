using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using StbImageSharp;

namespace SagTextures.Tests;

/// <summary>A sphere and a tiled floor with generated textures, rendered by the engine.</summary>
public sealed class SceneTests() : ScriptTests("scene", "--rendering-driver", "vulkan", "--gpu-validation")
{
    private static IEnumerable<string> Names => TestsOf("scene");

    [TestCaseSource(nameof(Names))]
    public void In_the_engine(string test) => Check(test);

    /// <summary>Drivers round and filter differently, by a little.</summary>
    [Test]
    public void The_picture_is_the_expected_one()
    {
        ImageResult picture = Read(Path.Combine(GodotSetUp.Project, "scene.png"));
        ImageResult expected = Read(Path.Combine(GodotSetUp.Root, "Tests", "Godot", "Expected~", "scene.png"));
        Assert.That((picture.Width, picture.Height), Is.EqualTo((expected.Width, expected.Height)));
        double difference = picture.Data.Zip(expected.Data, (a, b) => Math.Abs(a - b)).Average();
        Assert.That(
            difference, Is.LessThan(2.0),
            "mean difference (where the shipped model has changed: look at scene.png, then make it the expected one)");
    }

    private static ImageResult Read(string path) =>
        ImageResult.FromMemory(File.ReadAllBytes(path), ColorComponents.RedGreenBlue);
}
