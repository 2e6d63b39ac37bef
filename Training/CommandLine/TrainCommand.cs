using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace SagTextures.Training.CommandLine;

internal static class TrainCommand
{
    public static Command Create()
    {
        Option<string> textures = Options.Text("--textures", "Folder of images; sub-folders are classes.").AsRequired();
        Option<string?> run = Options.OptionalText(
            "--run", "DIR", "Folder of this training: reports, samples, checkpoints, the model. Not needed with --dry-run.");
        Option<string?> preset = Options.OptionalText(
            "--preset", "P", $"Starting point of all options: {string.Join(", ", TrainingPresets.All.Keys)}.");
        Option<int?> resolution = Options.OptionalNumber("--resolution", "Width and height of the textures, a power of two.", 1);
        Option<int?> steps = Options.OptionalNumber("--steps", "Steps of the whole training.", 1);
        Option<int?> batch = Options.OptionalNumber("--batch", "Textures a step.", 1);
        Option<bool?> seamless = Options.OptionalFlag("--seamless", "The textures tile, and so shall the new ones.");
        Option<string?> device = Options.OptionalText(
            "--device", "auto|cpu|cuda", "Where to train; auto takes CUDA where there is one.");
        Option<int?> seed = Options.OptionalNumber("--seed", "The same seed trains the same way.", 0);
        Option<bool> resume = Options.Flag("--resume", "Go on from the newest checkpoint in --run.");
        Option<string?> from = Options.OptionalText(
            "--from", "RUN", "Begin with the networks of this earlier run: what materials share is learned already.");
        Option<string?> config = Options.OptionalText(
            "--config", "FILE", "JSON or YAML file with options, as config.json of a run has them.");
        var set = new Option<string[]>("--set")
        {
            Description = "Any option of config.json, e.g. --set loss=hinge; may be given many times.",
            HelpName = "NAME=VALUE",
        };

        Option<bool> dryRun = Options.Flag("--dry-run", "Check the folder, measure a few steps, and say what the training would take.");
        Option<bool> json = Options.Flag("--json", "With --dry-run: print JSON.");

        var command = new Command("train", "Train on a folder of textures. Ctrl+C saves and stops.")
        {
            textures, run, preset, resolution, steps, batch, seamless, device, seed, resume, from, config, set, dryRun, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && !result.GetValue(dryRun))
                result.AddError("--json goes with --dry-run.");
        });
        command.SetAction((parsed, _) =>
        {
            bool isDry = parsed.GetValue(dryRun), goOn = parsed.GetValue(resume);
            if (parsed.GetValue(run) == null && (!isDry || goOn))
                throw new UsageException("--run is missing: the folder of this training.");
            string folder = parsed.GetValue(run) ?? "";
            string? previous = goOn && File.Exists(new RunFolder(folder).ConfigPath) ? new RunFolder(folder).ConfigPath : null;
            TrainingConfig options = ConfigFile.ReadAll(
                [previous, parsed.GetValue(config)], parsed.GetValue(preset), parsed.GetValue(set) ?? []);
            if (previous != null)
                CheckPreset(folder, options.Preset, ConfigFile.Read(previous, preset: null).Preset);
            options = options with
            {
                Resolution = parsed.GetValue(resolution) ?? options.Resolution,
                Steps = parsed.GetValue(steps) ?? options.Steps,
                Batch = parsed.GetValue(batch) ?? options.Batch,
                Seamless = parsed.GetValue(seamless) ?? options.Seamless,
                Device = parsed.GetValue(device) ?? options.Device,
                Seed = parsed.GetValue(seed) ?? options.Seed,
                From = parsed.GetValue(from) ?? options.From,
            };
            string source = parsed.GetRequiredValue(textures);
            CheckUsage(options);
            if (isDry)
                return Task.Run(() => DryRun.Print(options, source, parsed.GetValue(json), parsed.InvocationConfiguration.Output));
            return Task.Run(() => Train(options, source, folder, goOn, parsed.InvocationConfiguration));
        });
        return command;
    }

    /// <returns>The exit code.</returns>
    private static int Train(
        TrainingConfig config, string textures, string folder, bool resume, InvocationConfiguration console)
    {
        using var stop = new StopSignal();
        using var progress = new TrainingProgressLine(console.Output, folder);
        using CancellationTokenRegistration notice = stop.Token.Register(() =>
        {
            progress.Leave();
            console.Error.WriteLine("sag: saving, then stopping; Ctrl+C again stops at once");
        });
        console.Output.WriteLine($"Training {config.Preset} at {config.Resolution}×{config.Resolution} on {textures}, "
            + $"{config.Steps} steps of {config.Batch} textures");
        TrainingProgress last = TrainingRun.Start(config, textures, folder, resume, progress.Report, stop.Token);
        return last.Status == TrainingStatus.Stopped ? ExitCode.Stopped : ExitCode.Done;
    }

    /// <summary>A run's networks are of the preset that it was begun with.</summary>
    private static void CheckPreset(string folder, string preset, string begun)
    {
        if (preset != begun)
        {
            throw new UsageException(
                $"--resume: {folder} was begun with preset {begun}, not {preset}: add --preset {begun}, or train in another folder.");
        }
    }

    private static void CheckUsage(TrainingConfig config)
    {
        try
        {
            config.Check();
        }
        catch (TrainingException problem)
        {
            throw new UsageException(problem.Message);
        }
    }
}
