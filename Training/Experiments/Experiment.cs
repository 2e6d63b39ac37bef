using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using SagTextures.Training.Data;
using SagTextures.Training.Loop;
using SagTextures.Training.Metrics;

namespace SagTextures.Training.Experiments;

/// <summary>
/// Trains variants on sets of textures for the same computing time each, and writes what they reached. Stopped at any time,
/// it goes on where it was: finished runs are kept.
/// </summary>
internal sealed class Experiment(string textures, string folder, TextWriter output)
{
    /// <summary>What to train.</summary>
    public required IReadOnlyList<Variant> Variants { get; init; }

    /// <summary>Sub-folders of the textures, each a set of its own.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Seeds of each variant on each set.</summary>
    public required int Seeds { get; init; }

    /// <summary>Seconds of training for each run, at the pace that a dry run measures.</summary>
    public required double Seconds { get; init; }

    /// <summary>Width and height of the textures.</summary>
    public required int Resolution { get; init; }

    /// <summary>The textures tile.</summary>
    public required bool Seamless { get; init; }

    private string PacePath => Path.Combine(folder, OwnPictures.ExperimentFile);

    /// <summary>Refuses options that a variant cannot have, before anything is loaded.</summary>
    /// <exception cref="SagTexturesException">Naming the first that is wrong.</exception>
    public void Check()
    {
        foreach (Variant variant in Variants)
            Config(variant, seed: 1).Check();
    }

    /// <returns>False when it was stopped.</returns>
    public bool Run(CancellationToken stop)
    {
        Dictionary<string, double> pace = MeasurePace(stop);
        var results = new List<RunResult>();
        // Seed by seed and class by class: what there is after a while compares all variants.
        foreach (int seed in Enumerable.Range(1, Seeds))
            foreach (string name in Classes)
                foreach (Variant variant in Variants)
                {
                    if (stop.IsCancellationRequested)
                        return false;
                    if (Train(variant, name, seed, pace[variant.Name], stop) is not { } result)
                        return false;
                    results.Add(result);
                    ExperimentTable.Write(folder, results, pace, Seconds);
                }
        return true;
    }

    /// <summary>Seconds a step of each variant, measured once for its options, one after the other.</summary>
    private Dictionary<string, double> MeasurePace(CancellationToken stop)
    {
        List<MeasuredPace> paces = MeasuredPace.Read(PacePath);
        Variant[] unmeasured = Variants.Where(variant => Find(variant) == null).ToArray();
        // The first measurement of a process compiles what the others find compiled.
        if (unmeasured.Length > 0)
            Measure(unmeasured[0]);
        foreach (Variant variant in unmeasured)
        {
            stop.ThrowIfCancellationRequested();
            MeasuredPace pace = Measure(variant);
            paces.Add(pace);
            output.WriteLine(FormattableString.Invariant($"{variant.Name}: {pace.SecondsPerStep:0.000} s a step"));
            MeasuredPace.Write(PacePath, paces);
        }
        return Variants.ToDictionary(variant => variant.Name, variant => Find(variant)!.SecondsPerStep);

        MeasuredPace? Find(Variant variant) => paces.Find(pace => pace.Options == Config(variant, seed: 1));

        MeasuredPace Measure(Variant variant)
        {
            TrainingConfig config = Config(variant, seed: 1);
            return new(config, TrainingEstimate.Measure(config, Path.Combine(textures, Classes[0])).SecondsPerStep);
        }
    }

    private RunResult? Train(Variant variant, string name, int seed, double secondsPerStep, CancellationToken stop)
    {
        string run = Path.Combine(folder, name, variant.Name, $"seed-{seed}"), path = Path.Combine(run, "result.json"), set = Path.Combine(textures, name);
        int steps = Math.Max(1, (int)Math.Round(Seconds / secondsPerStep)), every = Math.Max(1, steps / 6);
        TrainingConfig config = Config(variant, seed) with
        {
            Steps = steps,
            SampleEvery = every,
            CheckpointEvery = every,
            KeepCheckpoints = 1,
        };
        CheckOptions(new RunFolder(run), config);
        if (File.Exists(path))
            return JsonSerializer.Deserialize<RunResult>(File.ReadAllText(path))!;
        string? problem = null;
        try
        {
            if (TrainingRun.Start(config, set, run, resume: true, cancellation: stop).Status == TrainingStatus.Stopped)
                return null;
        }
        // That is how such options fare; a full disk, say, is no result.
        catch (GivenUpException e)
        {
            problem = e.Message;
        }
        RunResult result = Evaluate(variant, name, seed, run, set, problem);
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, result));
        output.WriteLine(result);
        return result;
    }

    /// <summary>Runs of other options must not be taken for those that were asked for.</summary>
    private static void CheckOptions(RunFolder run, TrainingConfig config)
    {
        if (!File.Exists(run.ConfigPath))
            return;
        JsonObject earlier = Options(ConfigFile.Read(run.ConfigPath, preset: null));
        string[] others = Options(config).Where(option => !JsonNode.DeepEquals(option.Value, earlier[option.Key]))
            .Select(option => $"{option.Key} {earlier[option.Key]}").ToArray();
        if (others.Length > 0)
            throw new SagTexturesException($"{run.Root} is of other options, {string.Join(", ", others)}: take another folder as --out, or delete it.");

        static JsonObject Options(TrainingConfig config) => JsonSerializer.SerializeToNode(config, TrainingConfig.JsonOptions)!.AsObject();
    }

    private RunResult Evaluate(Variant variant, string name, int seed, string run, string set, string? problem)
    {
        var runFolder = new RunFolder(run);
        TrainingProgress[] measured = runFolder.ReadProgress().Where(report => report.Metrics.ContainsKey(Quality.Score)).ToArray();
        var result = new RunResult
        {
            Variant = variant.Name,
            Class = name,
            Seed = seed,
            Steps = measured.LastOrDefault()?.Step ?? 0,
            Problem = problem,
            Rollbacks = runFolder.ReadProgress().Count(report => report.Message?.Contains(TrainingRun.GoingOn, StringComparison.Ordinal) == true),
            Curve = measured.Select(report => new[] { (double)report.Step, report.Metrics[Quality.Score] })
                .DistinctBy(point => point[1]).ToArray(),
        };
        if (!File.Exists(runFolder.GeneratorPath))
            return result;
        TextureFolder folder = TextureFolder.Read(set, Config(variant, seed));
        using TextureGenerator generator =
            TextureGenerator.Load(runFolder.GeneratorPath, new GeneratorOptions { Backend = BackendKind.Cpu });
        Evaluation evaluation = ModelEvaluation.Of(generator, folder, seed: 1);
        return result with
        {
            Figures = evaluation.Figures.ToDictionary(figure => figure.Name, figure => new[] { figure.Model, figure.Real }),
        };
    }

    private TrainingConfig Config(Variant variant, int seed) => ConfigFile.Read(null, variant.Preset, [.. variant.Set ?? []]) with
    {
        Resolution = Resolution,
        Seamless = Seamless,
        Seed = seed,
        Device = "auto",
    };
}
