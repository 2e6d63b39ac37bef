using System.IO;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Models;

namespace SagTextures.Tests.CommandLine;

/// <summary>Exit codes and error lines, which scripts rely on.</summary>
public sealed class CommandLineTests
{
    private string folder = "";
    private string model = "";

    [SetUp]
    public void WriteModel()
    {
        folder = Directory.CreateTempSubdirectory("sag-cli-").FullName;
        model = Path.Combine(folder, "model.safetensors");
        ModelFile.Write(RandomModel.Sagan(resolution: 16, width: 8, latent: 4), model);
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [TestCase("frobnicate")]
    [TestCase("generate")]
    [TestCase("generate --out x.png --seed minus-one")]
    [TestCase("generate --out x.png --seed -1")]
    [TestCase("generate --out x.png --count 3")]
    [TestCase("generate --out x --count 0")]
    [TestCase("generate --out x --seed 18446744073709551615 --count 2")]
    [TestCase("generate --out x.png --size 12by7")]
    [TestCase("generate --out x.png --truncation 1.5")]
    [TestCase("generate --out x.png --backend metal")]
    [TestCase("generate --out x --tile 2")]
    [TestCase("train --textures x --run x --json")]
    [TestCase("inspect --modell x")]
    [TestCase("export --run x")]
    [TestCase("export --out x.safetensors")]
    [TestCase("export --run x --model y --onnx x.onnx")]
    [TestCase("sample-textures --out x --maps albedo,specular")]
    [TestCase("sample-textures --out x --maps ,")]
    public async Task WrongUsageIsOneLineAndExit2(string line)
    {
        SagRun run = await SagRun.Of(line.Split(' '));
        Assert.That(run.Code, Is.EqualTo(2));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("sag: ").And.Contains("--help"));
        Assert.That(run.Output, Is.Empty);
    }

    [TestCase("generate --model {0}/none.safetensors --out {0}/x.png", "none.safetensors")]
    [TestCase("generate --model {0} --out {0}/x.png", "{0}")]
    [TestCase("generate --model {0}/model.safetensors --backend cpu --class lava --out {0}/x.png", "lava")]
    [TestCase("generate --model {0}/model.safetensors --backend cpu --size 40x40 --out {0}/x.png", "40×40")]
    [TestCase("generate --model {0}/model.safetensors --backend cpu --out {0}/model.safetensors/x.png", "--out")]
    [TestCase("activations --model {0}/model.safetensors --backend cpu --out {0}/model.safetensors/x", "model.safetensors/x")]
    [TestCase("export --run {0}/none --out {0}/x.safetensors", "--run")]
    [TestCase("export --run {0} --out {0}/x.safetensors", "generator.safetensors")]
    [TestCase("export --run {0} --latest --out {0}/x.safetensors", "latest.safetensors")]
    [TestCase("export --model {0}/none.safetensors --onnx {0}/x.onnx", "none.safetensors")]
    [TestCase("export --model {0}/model.safetensors --onnx {0}/model.safetensors/x.onnx", "model.safetensors/x.onnx")]
    [TestCase("inspect --model {0}/none.safetensors", "none.safetensors")]
    [TestCase("sample-textures --out {0}/model.safetensors/x", "--out")]
    [TestCase("experiment --textures {0}/none --out {0}/x", "no such folder")]
    [TestCase("experiment --textures {0} --out {0}/x", "no sub-folders")]
    public async Task FailureIsOneLineThatNamesTheCulpritAndExit1(string line, string culprit)
    {
        SagRun run = await SagRun.Of(string.Format(line, folder).Split(' '));
        Assert.That(run.Code, Is.EqualTo(1));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("sag: ").And.Contains(string.Format(culprit, folder)));
    }

    [Test]
    public async Task VerboseAddsTheStackTrace()
    {
        SagRun run = await SagRun.Of("inspect", "--model", Path.Combine(folder, "none"), "--verbose");
        Assert.That(run.Code, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("   at "));
    }

    [TestCase("demo")]
    [TestCase("test")]
    [TestCase("native")]
    [TestCase("godot")]
    [TestCase("pack")]
    [TestCase("sample-textures")]
    [TestCase("train")]
    [TestCase("export")]
    [TestCase("generate")]
    [TestCase("activations")]
    [TestCase("inspect")]
    [TestCase("bench")]
    [TestCase("devices")]
    public async Task HelpListsTheVerb(string verb)
    {
        SagRun run = await SagRun.Of("--help");
        Assert.That(run.Code, Is.Zero);
        Assert.That(run.Output, Does.Match($@"\n  {verb}\s+\w"));
    }
}
