using System;
using System.IO;

namespace SagTextures.Training.Loop;

/// <summary>A file with all that a training goes on from: both networks, the average, both optimizers, the step.</summary>
public static class Checkpoint
{
    private const string Magic = "sagtextures-checkpoint-2";

    /// <summary>Writes a checkpoint whole or not at all.</summary>
    public static void Write(string path, Trainer trainer) => AtomicFile.Write(path, stream =>
    {
        // The writer must not close the stream: it is flushed to the disk after it.
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        trainer.Save(writer);
    });

    /// <summary>Reads a checkpoint into a trainer of the same configuration.</summary>
    /// <exception cref="TrainingException">It is damaged or of another configuration.</exception>
    public static void Read(string path, Trainer trainer)
    {
        try
        {
            Open(path, trainer.Load);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new TrainingException(
                $"Cannot resume from {path}: {e.Message} Where options of the networks or the classes have changed, set them back to those "
                + "in config.json; where the file is damaged, delete it to resume from the one before it.", e);
        }
    }

    /// <summary>Gives a new training the networks of an earlier one.</summary>
    /// <param name="run">Run folder of the earlier one; its best checkpoint counts.</param>
    /// <param name="trainer">Of networks of the same options.</param>
    /// <exception cref="TrainingException">There is no checkpoint, or it is damaged or of other networks.</exception>
    public static void ReadNetworks(string run, Trainer trainer)
    {
        string path = new RunFolder(run).BestCheckpoint
            ?? throw new TrainingException($"from {run}: there is no checkpoint in that run folder.");
        try
        {
            Open(path, trainer.Adopt);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new TrainingException(
                $"Cannot begin with {path}: {e.Message} The networks' options and the number of classes must be the same in both trainings.", e);
        }
    }

    private static void Open(string path, Action<BinaryReader> read)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        if (reader.ReadString() != Magic)
            throw new InvalidDataException("it is no checkpoint of this version.");
        read(reader);
    }
}
