using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Text.Json.Nodes;
using SagTextures.Training.Data;
using SagTextures.Training.Metrics;
using SagTextures.Training.Native;
using SagTextures.Training.Plots;

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
            Evaluation evaluation = ModelEvaluation.Of(
                generator, folder, (ulong)parsed.GetValue(seed), parsed.GetValue(materialClass));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                output.WriteLine(Json(evaluation, folder).ToJsonString(JsonText.Indented));
            else
                Print(evaluation, output);
            return ExitCode.Done;
        });
        return command;
    }

    private static JsonObject Json(Evaluation evaluation, TextureFolder folder)
    {
        var figures = new JsonObject();
        var real = new JsonObject();
        foreach (Evaluation.Figure figure in evaluation.Figures)
            (figures[figure.Name], real[figure.Name]) = (figure.Model, figure.Real);
        return new JsonObject
        {
            ["textures"] = folder.Path,
            ["images"] = folder.Textures.Count,
            ["compared"] = System.Math.Min(folder.Textures.Count / 2, Evaluation.MostTextures),
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
