using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using SagTextures.Training.Data;
using SagTextures.Training.Metrics;
using SagTextures.Training.Native;
using SagTextures.Training.Plots;
using static TorchSharp.torch;

namespace SagTextures.Training.CommandLine;

internal static class EvaluateCommand
{
    private const int MinimumImages = 8;

    public static Command Create()
    {
        var generatorOptions = new GeneratorOptionSet();
        Option<string> textures = Options.Text("--textures", "Folder of images to compare with.").AsRequired();
        Option<string?> materialClass = Options.OptionalText(
            "--class", "C", "One of the model's classes; without it each texture's own folder, or the first class.");
        Option<int> seed = Options.Number("--seed", "Seed of the first texture.", fallback: 1, low: 0);
        Option<bool> unmended = Options.Flag(
            "--unmended", "Take the images as they are, frames and seams too, as a training with mendSeams=false does.");
        Option<bool> json = Options.Flag("--json", "Print JSON.");
        var command = new Command("evaluate", "Measure a model against a set of textures.")
        {
            textures, materialClass, seed, unmended, json,
        };
        generatorOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            TorchLibrary.EnsureLoaded();
            using TextureGenerator generator = generatorOptions.Load(parsed);
            int resolution = generator.Model.Description.Resolution;
            bool isSeamless = generator.Model.Description.Padding == Models.PaddingMode.Circular;
            TextureFolder folder = TextureFolder.Read(
                parsed.GetRequiredValue(textures), resolution, MinimumImages, TextureFolder.MostAcross(ImageFit.Auto, isSeamless),
                mend: isSeamless && !parsed.GetValue(unmended));
            int[] numbers = Choose(folder.Textures.Count);
            TextureFolder.Texture[] chosen = numbers.Select(number => folder.Textures[number]).ToArray();
            using var scope = NewDisposeScope();
            Tensor real = TextureTensor.Of(chosen.Select(texture => texture.Image), resolution);
            string[] classes = chosen.Select(texture => ClassFor(generator, texture.Class, parsed.GetValue(materialClass))).ToArray();
            Tensor fake = Generate(generator, classes, (ulong)parsed.GetValue(seed));
            var crops = TrainingCrops.Of(folder.Textures.Select(texture => texture.Image).ToArray(), resolution);
            Evaluation evaluation = Evaluation.Of(real, fake, crops, tensor(numbers.Select(number => (long)number).ToArray()));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                output.WriteLine(Json(evaluation, folder, chosen.Length).ToJsonString(JsonText.Indented));
            else
                Print(evaluation, output);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>At most twice what an evaluation looks at, evenly from all folders.</summary>
    private static int[] Choose(int all)
    {
        int count = System.Math.Min(all, 2 * Evaluation.MostTextures);
        return Enumerable.Range(0, count).Select(i => (int)((long)i * all / count)).ToArray();
    }

    private static string ClassFor(TextureGenerator generator, string folder, string? chosen)
    {
        IReadOnlyList<string> classes = generator.Model.Description.Classes;
        if (chosen != null || classes.Count == 0)
            return chosen ?? "";
        return classes.Contains(folder) || folder.Length > 0
            ? folder
            : classes[0];
    }

    /// <summary>A texture for each class asked for, [N,3,R,R] in [−1,1].</summary>
    public static Tensor Generate(TextureGenerator generator, string[] classes, ulong seed)
    {
        int resolution = generator.Model.Description.Resolution;
        var images = new RgbImage[classes.Length];
        foreach (IGrouping<string, int> group in Enumerable.Range(0, classes.Length).GroupBy(i => classes[i]))
        {
            ulong[] seeds = group.Select(i => seed + (ulong)i).ToArray();
            var options = new GenerateOptions { Class = group.Key.Length == 0 ? null : group.Key };
            foreach ((int index, GeneratedTexture texture) in group.Zip(generator.Generate(seeds, options)))
            {
                System.ReadOnlySpan<byte> rgba = texture.Maps[0].Pixels;
                var rgb = new byte[resolution * resolution * 3];
                for (int i = 0; i < rgb.Length; i++)
                    rgb[i] = rgba[i / 3 * 4 + i % 3];
                images[index] = new RgbImage(resolution, resolution, rgb);
                texture.Dispose();
            }
        }
        return TextureTensor.Of(images, resolution);
    }

    private static JsonObject Json(Evaluation evaluation, TextureFolder folder, int count)
    {
        var figures = new JsonObject();
        var real = new JsonObject();
        foreach (Evaluation.Figure figure in evaluation.Figures)
            (figures[figure.Name], real[figure.Name]) = (figure.Model, figure.Real);
        return new JsonObject
        {
            ["textures"] = folder.Path,
            ["images"] = folder.Textures.Count,
            ["compared"] = count / 2,
            ["model"] = figures,
            ["real"] = real,
        };
    }

    private static void Print(Evaluation evaluation, TextWriter output)
    {
        var table = new TextTable("", "model", "real", "");
        foreach (Evaluation.Figure figure in evaluation.Figures)
            table.Add(figure.Name, Number(figure.Model), Number(figure.Real), figure.Meaning);
        table.Write(output);
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
