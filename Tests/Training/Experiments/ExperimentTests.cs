using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Tests.CommandLine;
using SagTextures.Training;
using SagTextures.Training.Experiments;

namespace SagTextures.Tests.Experiments;

public class ExperimentTests
{
    private static readonly string[] Small =
        ["generatorWidth=4", "generatorMaxWidth=8", "discriminatorWidth=4", "discriminatorMaxWidth=8", "batch=4"];

    [Test]
    public async Task Variants_are_trained_compared_and_not_trained_again()
    {
        using var folder = new TemporaryFolder();
        // Results beside the sets are no set.
        string textures = Path.Combine(folder.Path, "textures"), results = Path.Combine(textures, "results");
        TinyTextures.Write(textures, "bricks", 8, 16);
        TinyTextures.Write(textures, "tiles", 8, 16);
        string variants = Path.Combine(folder.Path, "variants.json");
        File.WriteAllText(variants, "[ { \"name\": \"one\", \"preset\": \"sagan-plus\", \"set\": " + JsonSerializer.Serialize(Small) + " },"
            + "{ \"name\": \"two\", \"preset\": \"dcgan\", \"set\": " + JsonSerializer.Serialize(Small) + " } ]");
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
        Assert.That(longer.ErrorLines, Has.Length.EqualTo(1).And.One.Contains("is of other options").And.One.Contains("seamless false"));
    }

    [Test]
    public async Task What_the_machine_or_the_set_lacks_is_no_result()
    {
        using var folder = new TemporaryFolder();
        string textures = Path.Combine(folder.Path, "textures"), results = Path.Combine(folder.Path, "results");
        TinyTextures.Write(textures, "bricks", 8, 16);
        TinyTextures.Write(textures, "tiles", 1, 16);
        string variants = Path.Combine(folder.Path, "variants.json");
        File.WriteAllText(variants, "[ { \"name\": \"one\", \"preset\": \"sagan-plus\", \"set\": " + JsonSerializer.Serialize(Small) + " } ]");
        string[] command =
            ["experiment", "--textures", textures, "--out", results, "--variants", variants, "--seconds", "1", "--seeds", "1", "--resolution", "16"];
        SagRun first = await SagRun.Of(command);
        Assert.That(first.Code, Is.EqualTo(1));
        Assert.That(first.ErrorLines, Has.Length.EqualTo(1).And.One.Contains("only 1 usable image"));
        TinyTextures.Write(textures, "tiles", 8, 16);
        SagRun second = await SagRun.Of(command);
        Assert.That((second.Code, second.Error), Is.EqualTo((0, "")));
        Assert.That(File.ReadAllText(Path.Combine(results, "tiles", "one", "seed-1", "result.json")), Does.Contain("\"Problem\":null"));
    }

    [Test]
    public async Task A_model_with_classes_is_measured_by_all_of_them()
    {
        using var folder = new TemporaryFolder();
        string set = Path.Combine(folder.Path, "textures", "walls"), results = Path.Combine(folder.Path, "results");
        TinyTextures.Write(set, "bricks", 8, 16);
        Directory.CreateDirectory(Path.Combine(set, "plain"));
        for (int i = 0; i < 8; i++)
            TinyTextures.WriteFlat(Path.Combine(set, "plain", $"{i}.png"), 16, 3, (byte)(200 + i));
        string[] options = [.. Small, "attentionGenerator=8", "attentionDiscriminator=8"];
        Train(set, results, new Variant("classes", "sagan-paper", options));
        string run = Path.Combine(results, "walls", "classes", "seed-1");
        using JsonDocument result = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "result.json")));
        SagRun evaluate = await SagRun.Of(
            "evaluate", "--model", Path.Combine(run, "generator.safetensors"), "--textures", set, "--backend", "cpu", "--json");
        using JsonDocument expected = JsonDocument.Parse(evaluate.Output);
        Assert.That(
            result.RootElement.GetProperty("Figures").GetProperty("swd")[0].GetDouble(),
            Is.EqualTo(expected.RootElement.GetProperty("model").GetProperty("swd").GetDouble()));
    }

    [Test]
    public void Other_options_have_a_pace_of_their_own()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 8, 16);
        string results = Path.Combine(folder.Path, "results");
        Assert.That(Run("steps=1"), Does.Contain("one: 0.").And.Contain(" s a step"));
        Assert.That(Run("batch=8"), Does.Contain(" s a step"));
        Assert.That(Run("steps=1"), Does.Not.Contain(" s a step"));

        string Run(string option)
        {
            string output = Train(Path.Combine(folder.Path, "bricks"), results, new Variant("one", "sagan-plus", [.. Small, option]));
            Directory.Delete(Path.Combine(results, "bricks"), recursive: true);
            return output;
        }
    }

    [Test]
    public void What_was_given_up_is_a_result()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 8, 16);
        string results = Path.Combine(folder.Path, "results");
        string[] options =
        [
            .. Small, "learningRateDiscriminator=0.9", "learningRateGenerator=0.9", "beta2=0", "r1Gamma=1e30", "penaltyInterval=1",
            "rollbacks=0",
        ];
        Train(Path.Combine(folder.Path, "bricks"), results, new Variant("wild", "sagan-plus", options));
        Assert.That(File.ReadAllText(Path.Combine(results, "bricks", "wild", "seed-1", "result.json")), Does.Contain("gone back 0 times already"));
    }

    [TestCase("[{\"name\": \"one\"}]", "preset")]
    [TestCase("[{\"name\": \"one\", \"preset\": \"gan\", \"options\": [\"latent=8\"]}]", "options")]
    [TestCase("[{\"preset\": \"gan\"}]", "name")]
    [TestCase("[{\"name\": null, \"preset\": \"gan\"}]", "Name")]
    [TestCase("[{\"name\": \"\", \"preset\": \"gan\"}]", "variant 1 is null, has no name")]
    [TestCase("[{\"name\": \"one\", \"preset\": \"gan\", \"set\": [null]}]", "null for an option")]
    [TestCase("[{\"name\": \"one\", \"preset\": \"gan\"}, null]", "variant 2 is null")]
    [TestCase("[{\"name\": \"one\", \"preset\": \"gan\"}, {\"name\": \"one\", \"preset\": \"dcgan\"}]", "one is there twice")]
    [TestCase("[{\"name\": \"one\", \"preset\": \"biggan\"}]", "biggan")]
    [TestCase("[{\"name\": \"one\", \"preset\": \"gan\", \"set\": [\"batch=many\"]}]", "'many' is no value for batch")]
    [TestCase("[]", "no variant")]
    [TestCase("null", "no variant")]
    [TestCase("7", "variants.json is not a list of variants")]
    public async Task Wrong_variants_are_refused_before_anything_is_measured(string json, string culprit)
    {
        using var folder = new TemporaryFolder();
        string variants = Path.Combine(folder.Path, "variants.json"), results = Path.Combine(folder.Path, "results");
        TinyTextures.Write(Path.Combine(folder.Path, "textures"), "bricks", 1, 16);
        File.WriteAllText(variants, json);
        SagRun run = await SagRun.Of("experiment", "--textures", Path.Combine(folder.Path, "textures"), "--out", results, "--variants", variants);
        Assert.That(run.Code, Is.EqualTo(2), run.Error);
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1).And.One.Contains(culprit));
        Assert.That(Directory.Exists(results), Is.False);
    }

    [Test]
    public void A_variant_may_be_just_a_preset()
    {
        using var folder = new TemporaryFolder();
        string variants = Path.Combine(folder.Path, "variants.json");
        File.WriteAllText(variants, "[{\"name\": \"plain\", \"preset\": \"gan\"}]");
        Assert.That(VariantFile.Read(variants), Is.EqualTo(new[] { new Variant("plain", "gan") }));
    }

    [Test]
    public void Every_built_in_variant_is_a_possible_training()
    {
        foreach (Variant variant in Variant.Default)
            Assert.That(() => ConfigFile.Read(null, variant.Preset, [.. variant.Set!]).Check(), Throws.Nothing, variant.Name);
        Assert.That(Variant.Default.Select(variant => variant.Name), Is.Unique);
    }

    /// <returns>What was told.</returns>
    private static string Train(string set, string results, Variant variant)
    {
        using var output = new StringWriter();
        var experiment = new Experiment(Path.GetDirectoryName(set)!, results, output)
        {
            Variants = [variant],
            Classes = [Path.GetFileName(set)],
            Seeds = 1,
            Seconds = 1,
            Resolution = 16,
            Seamless = false,
        };
        Assert.That(experiment.Run(default), Is.True);
        return output.ToString();
    }
}
