using System;
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>Runs a script of <c>Project~/addons/sagtest</c>, which uses the editor as a person would.</summary>
public abstract class EditorScriptTests(string script) : ScriptTests
{
    protected static IEnumerable<string> TestsIn(string script) => TestsOf(Path.Combine("addons", "sagtest", script + ".gd"));

    private protected override EngineRun Start() => InTheEditor(script);

    private protected static EngineRun InTheEditor(string script)
    {
        MakeTextures();
        return EngineRun.Of(
            GodotSetUp.Project, ["--editor", "--rendering-driver", "vulkan", "--resolution", "1600x900"], script,
            new Dictionary<string, string> { ["SAG_EDITOR_TEST"] = script });
    }

    /// <summary>What to train on: 24 images in 6 classes.</summary>
    private static void MakeTextures()
    {
        string textures = Path.Combine(GodotSetUp.Project, "textures-2024");
        if (Directory.Exists(textures))
            return;
        Tool samples = Tool.Run(
            GodotSetUp.Sag, ["sample-textures", "--out", textures, "--count", "4", "--size", "64"], TimeSpan.FromMinutes(5));
        Assert.That(samples.ExitCode, Is.Zero, samples.Output);
        File.WriteAllText(Path.Combine(textures, ".gdignore"), string.Empty);
    }
}
