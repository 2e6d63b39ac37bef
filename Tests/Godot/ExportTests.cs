using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>The demo as a game that the engine has exported: a program, a pack and the extension's library.</summary>
public sealed class ExportTests
{
    private static readonly string Folder = Path.Combine(GodotSetUp.Demo, ".export");
    private static readonly string Game = Path.Combine(Folder, "game.x86_64");

    [OneTimeSetUp]
    public void Export_the_demo()
    {
        // Debian's own package of the template; elsewhere the engine looks where its editor installs them.
        Tool template = Program("sh", "-c", "command -v godot-template-release || true");
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(GodotSetUp.Demo, "export_presets.cfg"), $"""
            [preset.0]

            name="Linux"
            platform="Linux"
            runnable=true
            export_filter="all_resources"
            include_filter=""
            exclude_filter="tests/*"
            export_path=""

            [preset.0.options]

            custom_template/release="{template.Output.Trim()}"
            binary_format/architecture="x86_64"
            """);
        EngineRun run = EngineRun.Of(GodotSetUp.Demo, ["--headless", "--export-release", "Linux", Game], "export");
        if (run.Log.Contains("No export template found", StringComparison.Ordinal))
            Assert.Ignore("This Godot has no export templates: Editor > Manage Export Templates.");
        Assert.That(run.Errors, Is.Empty);
    }

    [Test]
    public void The_game_is_a_program_a_pack_and_our_library() => Assert.That(
        Directory.EnumerateFiles(Folder).Select(Path.GetFileName),
        Is.EquivalentTo(new[] { "game.x86_64", "game.pck", "libsagtextures.so" }));

    [Test]
    public void The_game_shows_what_the_project_shows()
    {
        string picture = Path.Combine(GodotSetUp.Project, "exported.png"), expected = Path.Combine(GodotSetUp.Project, "project.png");
        string[] arguments = ["--audio-driver", "Dummy", "--rendering-driver", "vulkan", "--resolution", "320x180", "--", "--screenshot"];
        Tool game = Program(Game, [.. arguments, picture]);
        Assert.That(game.ExitCode, Is.Zero, game.Output);
        Assert.That(game.Output, Does.Not.Contain("ERROR"));
        EngineRun project = EngineRun.Of(GodotSetUp.Demo, [.. arguments.Skip(2), expected], "project");
        Assert.That(project.Errors, Is.Empty);
        Assert.That(Picture.Difference(picture, expected), Is.LessThan(2.0), "mean difference");
    }

    /// <summary>Runs a program where the engine runs.</summary>
    private static Tool Program(string program, params string[] arguments) => Tool.Run(
        GodotSetUp.Engine, arguments, TimeSpan.FromMinutes(2), new Dictionary<string, string>
        {
            ["SAG_GODOT"] = program,
            ["XDG_CONFIG_HOME"] = EngineRun.Home,
            ["XDG_DATA_HOME"] = EngineRun.Home,
        });
}
