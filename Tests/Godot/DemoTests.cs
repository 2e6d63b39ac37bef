using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>The demo project, as <c>./sag godot</c> leaves it.</summary>
public sealed class DemoTests
{
    private EngineRun? run;

    [OneTimeSetUp]
    public void Measure_the_room()
    {
        string demo = GodotSetUp.Demo;
        GodotSetUp.Copy(Path.Combine(GodotSetUp.Root, "Hosts~", "Godot", "demo"), demo);
        GodotSetUp.Copy(Path.Combine(GodotSetUp.Project, "addons", "sagtextures"), Path.Combine(demo, "addons", "sagtextures"));
        GodotSetUp.Copy(Path.Combine(GodotSetUp.Root, "Samples~", "Models"), Path.Combine(demo, "models"));
        GodotSetUp.Import(demo);
        run = EngineRun.Of(
            demo, ["--rendering-driver", "vulkan", "--resolution", "320x180", "--", "--measure"], "demo");
    }

    /// <summary>Five measurements, of which the best counts: other programs share the machine.</summary>
    [Test]
    public void No_frame_waits_for_new_textures()
    {
        double[] ratios = Regex.Matches(run!.Log, @"median ([\d.]+) ms, longest ([\d.]+) ms")
            .Select(match => Number(match.Groups[2]) / Number(match.Groups[1])).ToArray();
        Assert.That(ratios, Has.Length.EqualTo(5), run.Log);
        Assert.That(ratios.Min(), Is.LessThanOrEqualTo(2.0), run.Log);
    }

    [Test]
    public void The_engine_reports_no_error() => Assert.That(run!.Errors, Is.Empty);

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);
}
