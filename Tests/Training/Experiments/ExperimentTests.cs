using System.IO;
using System.Linq;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Tests.CommandLine;
using SagTextures.Training;
using SagTextures.Training.CommandLine;
using SagTextures.Training.Experiments;

namespace SagTextures.Tests.Experiments;

public class ExperimentTests
{
    [Test]
    public async Task Variants_are_trained_compared_and_not_trained_again()
    {
        using var folder = new TemporaryFolder();
        // Results beside the sets are no set.
        string textures = Path.Combine(folder.Path, "textures"), results = Path.Combine(textures, "results");
        TinyTextures.Write(textures, "bricks", 8, 16);
        TinyTextures.Write(textures, "tiles", 8, 16);
        string variants = Path.Combine(folder.Path, "variants.json");
        const string Small = "\"generatorWidth=4\", \"generatorMaxWidth=8\", \"discriminatorWidth=4\", \"discriminatorMaxWidth=8\", \"batch=4\"";
        File.WriteAllText(variants, "[ { \"name\": \"one\", \"preset\": \"sagan-plus\", \"set\": [" + Small + "] },"
            + "{ \"name\": \"two\", \"preset\": \"dcgan\", \"set\": [" + Small + "] } ]");
        string[] command =
            ["experiment", "--textures", textures, "--out", results, "--variants", variants, "--seconds", "1", "--seeds", "1", "--resolution", "16"];
        SagRun first = await SagRun.Of(command);
        Assert.That((first.Code, first.Error), Is.EqualTo((0, "")));
        string table = File.ReadAllText(Path.Combine(results, "table.md"));
        Assert.That(table, Does.Contain("| one | ").And.Contain("| two | ").And.Contain("| bricks | tiles |"));
        Assert.That(File.Exists(Path.Combine(results, "bricks.png")) && File.Exists(Path.Combine(results, "tiles.png")));
        SagRun second = await SagRun.Of(command);
        Assert.That((second.Code, second.Output), Is.EqualTo((0, "")));
        SagRun longer = await SagRun.Of([.. command, "--seamless"]);
        Assert.That(longer.Code, Is.EqualTo(1));
        Assert.That(longer.ErrorLines, Has.Length.EqualTo(1).And.One.Contains("is of other options, seamless false"));
    }

    [Test]
    public void Every_built_in_variant_is_a_possible_training()
    {
        foreach (Variant variant in Variant.Default)
            Assert.That(() => ConfigFile.Read(null, variant.Preset, [.. variant.Set]).Check(), Throws.Nothing, variant.Name);
        Assert.That(Variant.Default.Select(variant => variant.Name), Is.Unique);
    }
}
