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
            using var reader = new BinaryReader(File.OpenRead(path));
            if (reader.ReadString() != Magic)
                throw new InvalidDataException("it is no checkpoint of this version");
            trainer.Load(reader);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new TrainingException(
                $"Cannot resume from {path}: {e.Message} Delete that file to resume from the one before it.", e);
        }
    }
}
