using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;
using StbImageSharp;

namespace SagTextures.Tests;

/// <summary>The demo project, as <c>./sag godot</c> leaves it: its keys, and what it does by command line.</summary>
public sealed class DemoTests : ScriptTests
{
    private static readonly string[] Screen = ["--rendering-driver", "vulkan", "--resolution", "320x180"];

    private static IEnumerable<string> Names => TestsOf("tests/demo.gd");

    [TestCaseSource(nameof(Names))]
    public void In_the_engine(string test) => Check(test);

    /// <summary>
    /// How long frames take is measured and told, here and in Documentation~/Godot.md, not tested: other programs share the
    /// machine.
    /// </summary>
    [TestCase("--measure")]
    [TestCase("--measure", "--gpu")]
    public void Every_key_press_brings_new_textures_and_is_measured(params string[] arguments)
    {
        EngineRun run = EngineRun.Of(GodotSetUp.Demo, [.. Screen, "--", .. arguments], "demo" + arguments[^1]);
        Match[] measured = Regex.Matches(
            run.Log, @"^(\d+) frames, (\d+) new textures: median [\d.]+ ms, longest [\d.]+ ms$", RegexOptions.Multiline).ToArray();
        TestContext.Out.WriteLine(string.Join('\n', measured.Select(match => match.Value)));
        Assert.That(measured, Has.Length.EqualTo(5), run.Log);
        Assert.That(measured.Select(match => int.Parse(match.Groups[1].Value)), Is.All.AtLeast(11), run.Log);
        Assert.That(measured.Select(match => match.Groups[2].Value), Is.All.EqualTo("11"), run.Log);
        Check(run);
    }

    [Test]
    public void The_room_saves_a_screenshot()
    {
        string path = Path.Combine(GodotSetUp.Demo, "room.png");
        EngineRun run = EngineRun.Of(GodotSetUp.Demo, [.. Screen, "--", "--screenshot", path], "demo-screenshot");
        Check(run);
        ImageResult picture = Picture.Read(path);
        Assert.That((picture.Width, picture.Height), Is.EqualTo((320, 180)));
        Assert.That(picture.Data.Distinct().Count(), Is.GreaterThan(100), "shades");
    }

    private protected override EngineRun Start() => RunScript(GodotSetUp.Demo, "demo", [.. Screen, "--gpu-validation"]);

    private static void Check(EngineRun run)
    {
        Assert.That(run.Errors, Is.Empty);
        Assert.That(run.ExitCode, Is.Zero, run.Log);
    }
}
