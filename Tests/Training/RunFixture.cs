using System.IO;
using System.Linq;
using NUnit.Framework;
using SagTextures.Training;
using SagTextures.Training.Loop;

namespace SagTextures.Tests;

/// <summary>A folder with three small textures, and room for a run beside them.</summary>
public abstract class RunFixture
{
    private TemporaryFolder folder = null!;

    private protected string Root => folder.Path;

    private protected string Textures => Path.Combine(Root, "textures");

    private protected string Run => Path.Combine(Root, "run");

    private protected TrainingProgress[] Reports => new RunFolder(Run).ReadProgress().ToArray();

    [SetUp]
    public void WriteTextures()
    {
        folder = new TemporaryFolder();
        TinyTextures.Write(Textures, "bricks", 3, 16);
    }

    [TearDown]
    public void Delete() => folder.Dispose();
}
