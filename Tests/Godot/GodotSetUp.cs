using System;
using System.IO;
using System.Linq;
using System.Reflection;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>
/// Gets the engine and makes projects with the addon in them, as a user does, once for all tests. Without an engine they are
/// all ignored, with the reason.
/// </summary>
[SetUpFixture]
public sealed class GodotSetUp
{
    public static string Root { get; } = Metadata("PackageRoot");

    /// <summary>Kept after the run: its logs and screenshots are worth a look.</summary>
    public static string Project { get; } = Path.Combine(Metadata("Artifacts"), "godot-project");

    /// <summary>A copy of the demo project.</summary>
    public static string Demo { get; } = Path.Combine(Metadata("Artifacts"), "godot-demo");

    /// <summary>A program that runs the engine.</summary>
    public static string Engine { get; private set; } = string.Empty;

    [OneTimeSetUp]
    public void Make_projects_with_the_addon()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("The engine tests are run by bash.");
        Tool engine = Tool.Run(Sag, ["godot", "--engine"], TimeSpan.FromMinutes(15));
        if (engine.ExitCode != 0)
            Assert.Ignore(engine.Output.Trim());
        Engine = engine.Output.TrimEnd().Split('\n')[^1];

        foreach (string project in new[] { Project, Demo }.Where(Directory.Exists))
            Directory.Delete(project, recursive: true);
        Copy(Path.Combine(Root, "Tests", "Godot", "Project~"), Project);
        string addons = Path.Combine(Project, "addons");
        Tool addon = Tool.Run(Sag, ["godot", "--out", addons], TimeSpan.FromMinutes(15));
        Assert.That(addon.ExitCode, Is.Zero, addon.Output);
        File.Copy(
            Path.Combine(Root, "Samples~", "Models", "bricks.safetensors"), Path.Combine(Project, "bricks.safetensors"));
        Import(Project);

        Copy(Path.Combine(Root, "Hosts~", "Godot", "demo"), Demo);
        Copy(Path.Combine(addons, "sagtextures"), Path.Combine(Demo, "addons", "sagtextures"));
        Copy(Path.Combine(Root, "Samples~", "Models"), Path.Combine(Demo, "models"));
        Copy(Path.Combine(Project, "tests"), Path.Combine(Demo, "tests"));
        Import(Demo);
    }

    /// <summary>The package's script.</summary>
    public static string Sag => Path.Combine(Root, "sag");

    /// <summary>Has the engine import a project, which must go without an error.</summary>
    private static void Import(string project)
    {
        // An editor without a window that meets an extension for the first time crashes as it ends (Godot issue 111048), unless
        // it knows the extension already.
        Directory.CreateDirectory(Path.Combine(project, ".godot"));
        File.WriteAllText(
            Path.Combine(project, ".godot", "extension_list.cfg"), "res://addons/sagtextures/sagtextures.gdextension\n");
        EngineRun run = EngineRun.Of(project, ["--headless", "--import"], "import");
        Assert.That(run.Errors, Is.Empty);
        Assert.That(run.ExitCode, Is.Zero, run.Log);
    }

    public static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    private static string Metadata(string key) => typeof(GodotSetUp).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
