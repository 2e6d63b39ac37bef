using System.Collections.Generic;
using System.IO;
using System.Linq;
using SagTextures.Models;
using SagTextures.Training.Data;
using SagTextures.Training.Export;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Training.Loop;

/// <summary>What a run keeps of its trainer: samples, checkpoints, and the model that measured best.</summary>
internal sealed class RunSaver(
    TrainingConfig config, TextureFolder textures, TextureBatches batches, RunFolder folder, Trainer trainer)
{
    private const int MeasuredTextures = 128;
    private readonly Quality quality = new(textures, config.Resolution, batches.ImageLabels);
    private int measuredStep = -1;

    /// <summary>Similarity of pairs of training textures.</summary>
    public double RealSimilarity => quality.RealSimilarity;

    /// <summary>The newest measurement.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; private set; } = new Dictionary<string, double>();

    /// <summary>Path of the newest picture of samples, relative to the run folder.</summary>
    public string? Sample { get; set; }

    /// <summary>Measures the generator as it would be exported.</summary>
    /// <returns>Why it cannot be measured, or null.</returns>
    public string? Measure()
    {
        trainer.Sampler.EstimateStatistics();
        // With other shares of the classes, the best generator would not be the nearest to the training set.
        using Tensor made = trainer.Sampler.Sample(MeasuredTextures, asTrained: true);
        if (!made.isfinite().all().ToBoolean())
            return "the textures are no longer numbers";
        Metrics = quality.Measure(made);
        measuredStep = trainer.Step;
        return null;
    }

    /// <summary>Writes a picture of textures for the same latents as ever.</summary>
    public void SaveSample()
    {
        string path = RunFolder.SamplePath(trainer.Step);
        using Tensor made = trainer.Sampler.Sample(config.SampleCount);
        SampleGrid.Write(Path.Combine(folder.Root, path), made);
        Sample = path;
    }

    /// <summary>Writes a checkpoint and its model.</summary>
    public void SaveCheckpoint()
    {
        if (measuredStep != trainer.Step && Measure() == null)
            SaveBest();
        Checkpoint.Write(folder.CheckpointPath(trainer.Step), trainer);
        folder.PruneCheckpoints(config.KeepCheckpoints);
        ModelFile.Write(Export(), folder.LatestGeneratorPath);
    }

    /// <summary>
    /// Writes the checkpoint and the model of the best weights, if none measured better than what was measured last. Before the
    /// step's own checkpoint: that holds the best score, and a run that is killed between the two must not miss its weights.
    /// </summary>
    public void SaveBest()
    {
        double score = Metrics[Quality.Score];
        if (score > trainer.BestScore)
            return;
        trainer.BestScore = score;
        // Other weights than those that the run went back to at this step.
        trainer.ReturnedTo = trainer.ReturnedTo.Where(step => step != trainer.Step).ToArray();
        Checkpoint.Write(folder.BestCheckpointPath, trainer);
        ModelFile.Write(Export(), folder.GeneratorPath);
    }

    private GeneratorModel Export()
    {
        var provenance = new Provenance(
            trainer.Step, trainer.Images,
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(textures.Path))), textures.Textures.Count, config.Preset)
        {
            Classes = batches.Classes,
            Metrics = Metrics,
        };
        return GeneratorExporter.Export(trainer.ExportedGenerator, config, provenance);
    }
}
