using System.IO;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Tests.Control;
using SagTextures.Training;
using SagTextures.Training.CommandLine;
using SagTextures.Training.Networks;

namespace SagTextures.Tests.CommandLine;

/// <content>Options on the command line and in files.</content>
public sealed partial class TrainCommandTests
{
    [TestCase("loss=hinge", 0)]
    [TestCase("loss=best", 2)]
    [TestCase("loss=7", 2)]
    [TestCase("augment=9", 2)]
    [TestCase("ema=much", 2)]
    [TestCase("lr=1", 2)]
    public async Task AnyOptionCanBeSet(string setting, int code)
    {
        SagRun train = await SagRun.Of(
            "train", "--textures", textures, "--run", run, "--config", config, "--steps", "1", "--set", setting);
        Assert.That(train.Code, Is.EqualTo(code));
        Assert.That(train.ErrorLines, code == 0 ? Is.Empty : Has.Length.EqualTo(1).And.One.Contains(setting));
        if (code == 0)
            Assert.That(File.ReadAllText(Path.Combine(run, "config.json")), Does.Contain("\"loss\": \"hinge\""));
    }

    [TestCase("{ \"batch\": 4,\n \"resolutoin\": 16 }", "small.json, line 2: there is no option 'resolutoin'")]
    [TestCase("{ \"resolution\": \"big\" }", "small.json, line 1: 'big' is no value for resolution")]
    [TestCase("{ \"batch\": 4,\n \"batch\": 8 }", "small.json: it is no JSON: Duplicate property 'batch'")]
    [TestCase("{ \"loss\": 1 }", "small.json, line 1: '1' is no value for loss")]
    [TestCase("not json", "small.json, line 1: it is no JSON")]
    [TestCase("[1]", "small.json")]
    [TestCase("{ \"preset\": \"biggan\" }", "biggan")]
    [TestCase("{ \"resolution\": 100 }", "resolution 100")]
    [TestCase("{ \"preset\": \"sagan-paper\", \"normalizationDiscriminator\": \"batch\" }", "normalizationDiscriminator batch")]
    [TestCase("{ \"resolution\": 32 }", "attentionGenerator 32: it must be 16 at most at resolution 32, or 0 (none)")]
    [TestCase("{ \"preset\": \"sagan-plus\", \"resolution\": 64, \"attentionDiscriminator\": 64 }", "attentionDiscriminator 64")]
    [TestCase("{ \"preset\": \"gan\", \"attentionGenerator\": 32 }", "attentionGenerator 32: it must be 0 where the layers are dense")]
    [TestCase("{ \"preset\": \"sagan-plus\", \"resolution\": 32, \"attentionGenerator\": 8, \"generatorWidth\": 514, \"generatorMaxWidth\": 2056 }",
        "attentionGenerator 8: it must be where G has 2055 channels at most, not 2056, or 0 (none)")]
    [TestCase("{ \"augmentTarget\": 0.6 }", "augmentTarget 0.6: it must be 0 where augment is none")]
    [TestCase("{ \"preset\": \"gan\", \"normalizationDiscriminator\": \"batch\" }", "normalizationDiscriminator batch")]
    public async Task WrongOptionsAreRefusedBeforeAnythingStarts(string json, string culprit)
    {
        File.WriteAllText(config, json);
        SagRun train = await SagRun.Of("train", "--textures", textures, "--run", run, "--config", config);
        Assert.That(train.Code, Is.EqualTo(2));
        Assert.That(train.ErrorLines, Has.Length.EqualTo(1).And.One.Contains(culprit));
        Assert.That(Directory.Exists(run), Is.False);
    }

    [Test]
    public async Task OptionsMayBeYaml()
    {
        string yaml = Path.Combine(folder, "small.yaml");
        File.WriteAllText(yaml, """
            # A network that is quick to train.
            preset: sagan-plus
            resolution: 16
            generatorWidth: 4
            generatorMaxWidth: 8
            discriminatorWidth: 4
            discriminatorMaxWidth: 8
            attentionGenerator: 8
            learningRateGenerator: 2.5e-4
            loss: hinge
            augment: color, translation
            flip: false
            batch: 4
            device: cpu
            """);
        SagRun train = await SagRun.Of("train", "--textures", textures, "--run", run, "--config", yaml, "--steps", "1");
        Assert.That((train.Code, train.Error), Is.EqualTo((0, "")));
        TrainingConfig used = ConfigFile.Read(Path.Combine(run, "config.json"), null);
        Assert.That(used, Is.EqualTo(ConfigFile.Read(yaml, null) with { Steps = 1 }));
        Assert.That((used.Preset, used.Loss, used.LearningRateGenerator, used.Flip), Is.EqualTo(("sagan-plus", AdversarialLoss.Hinge, 2.5e-4, false)));
        Assert.That(used.Augment, Is.EqualTo(Augmentation.Color | Augmentation.Translation));
    }

    [TestCase("resolution: 16\nresolutoin: 16\n", "small.yaml, line 2: there is no option 'resolutoin'")]
    [TestCase("\n\nresolution: big\n", "small.yaml, line 3: 'big' is no value for resolution")]
    [TestCase("loss: best\n", "small.yaml, line 1: 'best' is no value for loss")]
    [TestCase("resolution:\n  - 16\n", "small.yaml, line 1: resolution is not NAME: VALUE")]
    [TestCase("resolution: 16\nbatch: [4\n", "small.yaml, line ")]
    [TestCase("batch: 4\nbatch: 8\n", "small.yaml, line 2: ")]
    [TestCase("- 16\n", "small.yaml: it is no list of options")]
    public async Task WrongYamlIsRefusedWithItsLine(string yaml, string culprit)
    {
        string file = Path.Combine(folder, "small.yaml");
        File.WriteAllText(file, yaml);
        SagRun train = await SagRun.Of("train", "--textures", textures, "--run", run, "--config", file);
        Assert.That(train.Code, Is.EqualTo(2));
        Assert.That(train.ErrorLines, Has.Length.EqualTo(1).And.One.Contains(culprit));
    }
}
