using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SagTextures.Training.Data;
using SagTextures.Training.Experiments;
using SagTextures.Training.Native;

namespace SagTextures.Training.CommandLine;

internal static class ExperimentCommand
{
    public static Command Create()
    {
        Option<string> textures = Options.Text("--textures", "Folder with a sub-folder for each set.").AsRequired();
        Option<string> target = Options.Text("--out", "Folder of the runs, the table and the curves.").AsRequired();
        Option<string?> classes = Options.OptionalText("--classes", "A,B,…", "Sets to train on; without it all.");
        Option<string?> variants = Options.OptionalText(
            "--variants", "A,B,…|FILE", "Names from the built-in list, or a JSON file: [{\"name\", \"preset\", \"set\": [\"NAME=VALUE\"]}].");
        Option<int> seconds = Options.Number("--seconds", "Training time of each run.", fallback: 600, low: 1);
        Option<int> seeds = Options.Number("--seeds", "Runs of each variant on each set.", fallback: 3, low: 1);
        Option<int> resolution = Options.Number("--resolution", "Width and height of the textures.", fallback: 64, low: 16);
        Option<bool> seamless = Options.Flag("--seamless", "The textures tile.");
        var command = new Command("experiment", "Train variants for the same time each, and compare them. Goes on where it was stopped.")
        {
            textures, target, classes, variants, seconds, seeds, resolution, seamless,
        };
        command.SetAction((parsed, _) => Task.Run(() =>
        {
            using var stop = new StopSignal();
            string source = parsed.GetRequiredValue(textures), folder = parsed.GetRequiredValue(target);
            if (!Directory.Exists(source))
                throw new SagTexturesException($"--textures {source}: no such folder; name the one that has a sub-folder for each set.");
            string[] sets = parsed.GetValue(classes)?.Split(',')
                ?? Directory.GetDirectories(source).Where(IsSet).Select(path => Path.GetFileName(path)!).Order(System.StringComparer.Ordinal).ToArray();
            if (sets.FirstOrDefault(set => !Directory.Exists(Path.Combine(source, set))) is { } missing)
                throw new UsageException($"--classes {missing}: there is no such folder in {source}.");
            if (sets.Length == 0)
                throw new SagTexturesException($"--textures {source}: it has no sub-folders with images; each set needs one.");
            var experiment = new Experiment(source, folder, parsed.InvocationConfiguration.Output)
            {
                Variants = Choose(parsed.GetValue(variants)),
                Classes = sets,
                Seeds = parsed.GetValue(seeds),
                Seconds = parsed.GetValue(seconds),
                Resolution = parsed.GetValue(resolution),
                Seamless = parsed.GetValue(seamless),
            };
            experiment.Check();
            OutputFolder.Require(folder, "--out");
            TorchLibrary.EnsureLoaded();
            return experiment.Run(stop.Token) ? ExitCode.Done : ExitCode.Stopped;

            // Results and runs may be kept beside the sets.
            static bool IsSet(string path) => !OwnPictures.AreIn(path) && TextureFolder.HasImages(path);
        }));
        return command;
    }

    private static IReadOnlyList<Variant> Choose(string? choice)
    {
        if (choice == null)
            return Variant.Default;
        IReadOnlyList<Variant> chosen = File.Exists(choice) ? VariantFile.Read(choice) : choice.Split(',').Select(Find).ToArray();
        string? twice = chosen.GroupBy(variant => variant.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice == null ? chosen : throw new UsageException($"--variants {choice}: {twice} is there twice.");

        static Variant Find(string name) => Variant.Default.FirstOrDefault(variant => variant.Name == name)
            ?? throw new UsageException($"--variants {name}: there are {string.Join(", ", Variant.Default.Select(variant => variant.Name))}.");
    }
}
