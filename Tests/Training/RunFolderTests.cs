using System.IO;
using System.Linq;
using NUnit.Framework;
using SagTextures.Training;

namespace SagTextures.Tests;

public class RunFolderTests
{
    [Test]
    public void Steps_are_in_order_beyond_the_digits_of_their_names()
    {
        using var temporary = new TemporaryFolder();
        var folder = new RunFolder(temporary.Path);
        int[] steps = [1_000_500, 999_500, 1_000_000];
        foreach (string path in steps.SelectMany(step => new[] { folder.CheckpointPath(step), Path.Combine(folder.Root, RunFolder.SamplePath(step)) }))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }
        Assert.That(folder.Samples.Select(Path.GetFileNameWithoutExtension), Is.EqualTo(new[] { "step-999500", "step-1000000", "step-1000500" }));
        folder.PruneCheckpoints(2);
        Assert.That(folder.NewestCheckpoint, Is.EqualTo(folder.CheckpointPath(1_000_500)));
        Assert.That(folder.CheckpointBefore(1_000_500), Is.EqualTo(folder.CheckpointPath(1_000_000)));
        folder.DeleteCheckpointsAfter(1_000_000);
        folder.ForgetAfter(999_999);
        Assert.That(folder.Checkpoints, Is.EqualTo(new[] { folder.CheckpointPath(1_000_000) }));
        Assert.That(folder.Samples, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_run_whose_best_checkpoint_alone_is_left_goes_on_from_it()
    {
        using var temporary = new TemporaryFolder();
        var folder = new RunFolder(temporary.Path);
        Assert.That(folder.NewestCheckpoint, Is.Null);
        Directory.CreateDirectory(Path.GetDirectoryName(folder.BestCheckpointPath)!);
        File.WriteAllText(folder.BestCheckpointPath, "");
        Assert.That(folder.NewestCheckpoint, Is.EqualTo(folder.BestCheckpointPath));
    }
}
