using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SagTextures.Tests;

/// <summary>A run of the engine on a project.</summary>
internal sealed class EngineRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    // What a bare machine makes the engine say. .NET listens to the ends of its child processes, which interrupts the engine's
    // wait for X11 events; the engine says so (error 4, EINTR) and waits again.
    private static readonly string[] NotOurs =
        ["X509CertificateMbedTLS", "Unable to create shader cache", "_wait_for_events: select error: 4"];

    private EngineRun(int exitCode, string log)
    {
        ExitCode = exitCode;
        Log = log;
    }

    /// <summary>Settings, caches and data of the engine: nothing of the user's.</summary>
    public static string Home { get; } = Path.Combine(GodotSetUp.Project, ".home");

    public int ExitCode { get; }

    public string Log { get; }

    /// <summary>Errors of engine and scripts, and messages of Vulkan's validation, with what follows each.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            string[] lines = Log.Split('\n');
            return Enumerable.Range(0, lines.Length)
                .Where(i => IsError(lines[i]) && !NotOurs.Any(lines[i].Contains))
                .Select(i => string.Join('\n', lines.Skip(i).Take(4)))
                .ToArray();
        }
    }

    /// <param name="project">Its folder, where the log is written.</param>
    /// <param name="arguments">Of the engine.</param>
    /// <param name="name">Of the log.</param>
    /// <param name="more">Further environment variables.</param>
    public static EngineRun Of(
        string project, IEnumerable<string> arguments, string name, IReadOnlyDictionary<string, string>? more = null)
    {
        Directory.CreateDirectory(Home);
        var environment = new Dictionary<string, string>
        {
            ["XDG_CONFIG_HOME"] = Home,
            ["XDG_DATA_HOME"] = Home,
            ["SAG_TRAINER"] = GodotSetUp.Sag,
            ["NO_COLOR"] = "1",
            // Where Vulkan is validated (--gpu-validation), hazards between commands are looked for too.
            ["VK_KHRONOS_VALIDATION_VALIDATE_SYNC"] = "true",
        };
        foreach ((string variable, string value) in more ?? new Dictionary<string, string>())
            environment[variable] = value;
        Tool tool = Tool.Run(
            GodotSetUp.Engine, ["--path", project, "--audio-driver", "Dummy", .. arguments], Limit, environment);
        File.WriteAllText(Path.Combine(GodotSetUp.Project, $"{name}.log"), tool.Output);
        return new EngineRun(tool.ExitCode, tool.Output);
    }

    private static bool IsError(string line) =>
        line.StartsWith("ERROR:", StringComparison.Ordinal) || line.StartsWith("SCRIPT ERROR:", StringComparison.Ordinal)
        || line.StartsWith("USER ERROR:", StringComparison.Ordinal) || line.Contains("VUID-", StringComparison.Ordinal)
        || line.Contains("SYNC-HAZARD", StringComparison.Ordinal) || line.Contains("handle_crash", StringComparison.Ordinal)
        || line.Contains("leaked at exit", StringComparison.Ordinal);
}
