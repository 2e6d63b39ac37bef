using System;
using TorchSharp;
using TorchSharp.Modules;

namespace SagTextures.Training.Loop;

/// <summary>The figures of a run as TensorBoard scalars.</summary>
internal sealed class TensorBoardLog(RunFolder folder, int firstStep)
{
    private int lastStep = firstStep;
    private readonly SummaryWriter writer = torch.utils.tensorboard.SummaryWriter(folder.TensorBoardPath, createRunName: false);

    /// <summary>Adds the figures of a report.</summary>
    public void Add(TrainingProgress progress)
    {
        // A run reports a step again where it ends, and where it goes on.
        if (progress.Step == lastStep)
            return;
        lastStep = progress.Step;
        writer.add_scalar("loss/D", (float)progress.LossD, progress.Step);
        writer.add_scalar("loss/G", (float)progress.LossG, progress.Step);
        foreach ((string name, double value) in progress.Metrics)
            writer.add_scalar(name, (float)value, progress.Step);
        writer.add_scalar("imagesPerSecond", (float)Math.Round(progress.ImagesPerSecond, 2), progress.Step);
    }
}
