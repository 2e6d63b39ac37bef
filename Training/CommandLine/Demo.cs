using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using SagTextures.Training.SampleSet;
using StbImageSharp;

namespace SagTextures.Training.CommandLine;

/// <summary>The way from a folder of textures to new ones, each step with the command that does the same.</summary>
internal sealed class Demo(string folder, int steps, InvocationConfiguration console)
{
    /// <summary>What two quiet CPU cores do in two minutes; before, hues run into one another within a texture.</summary>
    public const int DefaultSteps = 2000;

    // Stones have no long straight lines to line up, so they are learned fastest.
    private const string Class = "cobbles";
    private const int Resolution = 64, TexturesPerClass = 48, Generated = 32, Seed = 1, Columns = 8, Zoom = 2;

    private string TextureFolder => Path.Combine(folder, "textures");

    private string RunFolder => Path.Combine(folder, "demo-run");

    private string ConfigPath => Path.Combine(folder, "train.json");

    private string ModelPath => Path.Combine(folder, Class + ".safetensors");

    private string GeneratedFolder => Path.Combine(folder, "generated");

    /// <returns>The exit code.</returns>
    public int Run(CancellationToken stop)
    {
        OutputFolder.Require(folder, "--out");
        MakeTextures(stop);
        if (!Train(stop))
            return ExitCode.Stopped;
        Announce(3, $"export --run {RunFolder} --out {ModelPath} --half");
        ExportCommand.Export(RunFolder, ModelPath, half: true, console.Output);
        Generate(stop);
        WritePictures();
        return ExitCode.Done;
    }

    private void MakeTextures(CancellationToken stop)
    {
        Announce(1, $"sample-textures --out {TextureFolder} --count {TexturesPerClass} --size {Resolution}");
        SampleTexturesCommand.Write(TextureFolder, TexturesPerClass, Resolution, ["albedo"], Seed, console.Output, stop);
    }

    /// <returns>False when it was stopped.</returns>
    private bool Train(CancellationToken stop)
    {
        string textures = Path.Combine(TextureFolder, Class);
        Announce(2, $"train --textures {textures} --run {RunFolder} --config {ConfigPath}");
        // What an earlier demo left there, and nothing else has this name.
        if (Directory.Exists(RunFolder))
            Directory.Delete(RunFolder, recursive: true);
        WriteConfig();
        TrainingConfig config = ConfigFile.Read(ConfigPath, preset: null);
        using var progress = new TrainingProgressLine(console.Output, RunFolder);
        TrainingProgress last = TrainingRun.Start(config, textures, RunFolder, resume: false, progress.Report, stop);
        return last.Status == TrainingStatus.Completed;
    }

    /// <summary>Narrow networks, small batches and large steps: what shows most within minutes, not what ends best.</summary>
    private void WriteConfig() => AtomicFile.Write(ConfigPath, stream => JsonSerializer.Serialize(
        stream,
        new
        {
            Preset = "sagan-plus",
            Resolution,
            Seamless = true,
            Steps = steps,
            Batch = 8,
            GeneratorWidth = 16,
            GeneratorMaxWidth = 128,
            DiscriminatorWidth = 32,
            DiscriminatorMaxWidth = 128,
            LearningRateGenerator = 1e-3,
            LearningRateDiscriminator = 1e-3,
            Ema = 0.995,
            SampleEvery = Math.Max(1, steps / 4),
            CheckpointEvery = steps,
        },
        JsonText.Indented));

    private void Generate(CancellationToken stop)
    {
        Announce(4, $"generate --model {ModelPath} --seed {Seed} --count {Generated} --backend vulkan --out {GeneratedFolder}");
        using TextureGenerator generator = LoadGenerator();
        string[] paths = Enumerable.Range(0, Generated).Select(i => GeneratedPath(Seed + i)).ToArray();
        GenerateCommand.Write(generator, new GenerateOptions(), Seed, paths, console.Output, stop);
    }

    /// <summary>On Vulkan even where its driver computes on the CPU: that is what the demo is to show.</summary>
    private TextureGenerator LoadGenerator()
    {
        try
        {
            return TextureGenerator.Load(ModelPath, new GeneratorOptions { Backend = BackendKind.Vulkan });
        }
        catch (DeviceException problem)
        {
            console.Error.WriteLine("sag: " + problem.Message);
            return TextureGenerator.Load(ModelPath, new GeneratorOptions { Backend = BackendKind.Cpu });
        }
    }

    private void WritePictures()
    {
        byte[][] training = Directory.GetFiles(Path.Combine(TextureFolder, Class), "*.png").Order(StringComparer.Ordinal)
            .Take(Generated).Select(Load).ToArray();
        byte[][] generated = Enumerable.Range(0, Generated).Select(i => Load(GeneratedPath(Seed + i))).ToArray();
        string sheet = Path.Combine(folder, "contact-sheet.png"), tiled = Path.Combine(folder, "tiled.png");
        ContactSheet.Write(sheet, SideBySide(training, generated), Resolution, Columns + 1, Zoom);
        ContactSheet.Write(tiled, Enumerable.Repeat(generated[0], 9).ToArray(), Resolution, columns: 3, zoom: 3, margin: 0);
        console.Output.WriteLine();
        console.Output.WriteLine($"{sheet}   left: textures that it was trained on, right: new ones");
        console.Output.WriteLine($"{tiled}   one new texture, 3 by 3: it repeats without a seam");
        console.Output.WriteLine($"{Path.Combine(RunFolder, "samples")}   how it learned");
        console.Output.WriteLine($"{ModelPath}   the model, for TextureGenerator.Load");
    }

    /// <summary>Rows of half a sheet's width of each, with an empty column between them.</summary>
    private static List<byte[]> SideBySide(byte[][] left, byte[][] right)
    {
        byte[] empty = Enumerable.Repeat(ContactSheet.Background, left[0].Length).ToArray();
        return left.Chunk(Columns / 2).Zip(right.Chunk(Columns / 2))
            .SelectMany(row => row.First.Append(empty).Concat(row.Second)).ToList();
    }

    private static byte[] Load(string path) => ImageResult.FromMemory(File.ReadAllBytes(path), ColorComponents.RedGreenBlue).Data;

    private string GeneratedPath(int seed) => Path.Combine(GeneratedFolder, $"seed-{seed}.png");

    private void Announce(int number, string command)
    {
        console.Output.WriteLine();
        console.Output.WriteLine($"{number}/4  sag {command}");
    }
}
