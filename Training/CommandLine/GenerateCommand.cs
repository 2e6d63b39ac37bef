using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;

namespace SagTextures.Training.CommandLine;

internal static class GenerateCommand
{
    // Written before the next ones are made, so that memory does not grow with --count.
    private const int Chunk = 8;

    public static Command Create()
    {
        var generatorOptions = new GeneratorOptionSet();
        var textureOptions = new TextureOptionSet();
        Option<ulong> seed = Options.Seed("The same seed gives the same texture, always.", 0);
        Option<int?> count = Options.OptionalNumber("--count", "Textures of the seeds from --seed on, into the folder --out.", 1);
        Option<string> target = Options.Text("--out", "A PNG file, or a folder for seed-N.png. Further maps get a suffix.").AsRequired();

        Option<string?> sheet = new("--sheet") { Description = "Also all of them side by side in one picture.", HelpName = "FILE.png" };
        Option<int?> tile = Options.OptionalNumber("--tile", "In --sheet, each texture N by N: a seam or a pattern that repeats would show.", 1);

        var command = new Command("generate", "Make textures from seeds.") { seed, count, target, sheet, tile };
        generatorOptions.AddTo(command);
        textureOptions.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(tile) != null && result.GetValue(sheet) == null)
                result.AddError("--tile goes with --sheet.");
        });
        command.SetAction(parsed =>
        {
            using var stop = new StopSignal();
            string path = parsed.GetRequiredValue(target);
            ulong first = parsed.GetValue(seed);
            string[] paths = Paths(path, first, parsed.GetValue(count) ?? 1);
            using TextureGenerator generator = generatorOptions.Load(parsed);
            TextWriter output = parsed.InvocationConfiguration.Output;
            GenerateOptions wanted = textureOptions.Read(parsed);
            string? sheetPath = parsed.GetValue(sheet);
            if (sheetPath != null && wanted.Width != wanted.Height)
                throw new UsageException("--sheet takes square textures only.");
            int size = wanted.Width == 0 ? generator.Model.Description.Resolution : wanted.Width;
            TextureSheet? picture = sheetPath == null ? null : new TextureSheet(sheetPath, paths.Length, size, parsed.GetValue(tile) ?? 1);
            OutputFolder.Require(IsPng(path) ? Path.GetDirectoryName(Path.GetFullPath(path))! : path, "--out");
            Write(generator, wanted, first, paths, output, stop.Token);
            if (picture != null)
            {
                picture.Write(paths);
                output.WriteLine(sheetPath);
            }
            return ExitCode.Done;
        });
        return command;
    }

    public static void Write(
        TextureGenerator generator, GenerateOptions options, ulong first, string[] paths, TextWriter output, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        using var progress = new ProgressLine(output);
        for (int done = 0; done < paths.Length; done += Chunk)
        {
            ulong[] seeds = Enumerable.Range(done, Math.Min(Chunk, paths.Length - done)).Select(i => first + (ulong)i).ToArray();
            IReadOnlyList<GeneratedTexture> textures = generator.Generate(seeds, options, stop);
            for (int i = 0; i < textures.Count; i++)
            {
                using GeneratedTexture texture = textures[i];
                texture.SavePng(paths[done + i]);
            }
            progress.Report($"{done + seeds.Length} of {paths.Length} textures");
        }
        string what = paths.Length == 1 ? paths[0] : $"{paths.Length} textures in {Path.GetDirectoryName(paths[0])}";
        progress.Keep($"{what} ({generator.Backend}: {generator.DeviceName}, {watch.Elapsed.TotalSeconds:0.00} s)");
    }

    private static string[] Paths(string target, ulong first, int count)
    {
        if (IsPng(target) && count > 1)
            throw new UsageException($"--count {count} needs a folder for --out, not {target}.");
        if (first > ulong.MaxValue - (ulong)(count - 1))
            throw new UsageException($"--seed {first} with --count {count} goes beyond {ulong.MaxValue}.");
        return IsPng(target)
            ? [target]
            : Enumerable.Range(0, count).Select(i => Path.Combine(target, $"seed-{first + (ulong)i}.png")).ToArray();
    }

    private static bool IsPng(string? path) => string.Equals(Path.GetExtension(path), ".png", StringComparison.OrdinalIgnoreCase);
}
