using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using SagTextures.Training.SampleSet;

namespace SagTextures.Training.CommandLine;

internal static class SampleTexturesCommand
{
    public static Command Create()
    {
        Option<string> folder = Options.Text("--out", "Folder to write to; each class gets a folder in it.").AsRequired();
        Option<int> count = Options.Number("--count", "Textures a class.", 32, 1, 999);
        Option<int> size = Options.Number("--size", "Width and height in pixels.", 128, 8, 2048);
        Option<ulong> seed = Options.Seed("Another seed gives another set.", 1);
        var maps = new Option<string>("--maps")
        {
            Description = "Maps to write, separated by commas: " + string.Join(", ", SampleTextureSet.MapNames) + ".",
            DefaultValueFactory = _ => "albedo",
        };
        maps.Validators.Add(result =>
        {
            string[] asked = Split(result.GetValueOrDefault<string>());
            if (asked.Length == 0)
                result.AddError($"--maps names none; there are {string.Join(", ", SampleTextureSet.MapNames)}");
            foreach (string map in asked)
            {
                if (!SampleTextureSet.MapNames.Contains(map))
                    result.AddError($"Unknown map '{map}' in --maps; there are {string.Join(", ", SampleTextureSet.MapNames)}");
            }
        });

        var command = new Command("sample-textures", "Write the project's own seamless, procedural textures, one folder a class.")
        {
            folder, count, size, maps, seed,
        };
        command.SetAction(parsed =>
        {
            using var stop = new StopSignal();
            Write(parsed.GetRequiredValue(folder), parsed.GetValue(count), parsed.GetValue(size), Split(parsed.GetValue(maps)),
                parsed.GetValue(seed), parsed.InvocationConfiguration.Output, stop.Token);
            return ExitCode.Done;
        });
        return command;
    }

    public static void Write(string folder, int count, int size, string[] maps, ulong seed, TextWriter output, CancellationToken stop)
    {
        OutputFolder.Require(folder, "--out");
        int total = SampleTextureSet.Classes.Count * count, written = 0;
        using var progress = new ProgressLine(output);
        SampleTextureSet.Write(folder, count, size, maps, seed,
            () => progress.Report($"{Interlocked.Increment(ref written)} of {total} textures"), stop);
        string classes = string.Join(", ", SampleTextureSet.Classes);
        progress.Keep($"{total} textures of {SampleTextureSet.Classes.Count} classes ({classes}) in {folder}");
    }

    private static string[] Split(string? maps) =>
        (maps ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToArray();
}
