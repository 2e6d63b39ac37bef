using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using NUnit.Framework;

namespace SagTextures.Tests.CommandLine;

public class StepTimeCommandTests
{
    private static readonly string[] Small =
        ["step-time", "--batch", "2", "--width", "8", "--steps", "2", "--threads", "1", "--json", "--resolution"];

    private string? named;

    [SetUp]
    public void RememberPython()
    {
        named = Environment.GetEnvironmentVariable(FakePython.Variable);
        Environment.SetEnvironmentVariable(FakePython.Variable, null);
    }

    [TearDown]
    public void RestorePython() => Environment.SetEnvironmentVariable(FakePython.Variable, named);

    [Test]
    public async Task TheTrainerIsTimedBesidePlainTorchSharp()
    {
        SagRun run = await SagRun.Of([.. Small, "16,32"]);
        Assert.That((run.Code, run.Error.Trim()), Is.EqualTo((0, "sag: PyTorch is left out: SAG_PYTHON names no Python that has it")));
        JsonElement[] timings = Timings(run);
        Assert.That(
            timings.Select(timing => (timing.GetProperty("contestant").GetString(), timing.GetProperty("resolution").GetInt32())),
            Is.EqualTo(new[] { ("sag train", 16), ("plain TorchSharp", 16), ("sag train", 32), ("plain TorchSharp", 32) }));
        Assert.That(timings.Select(timing => timing.GetProperty("medianMs").GetDouble()), Has.All.GreaterThan(0));
        Assert.That(timings.Where((_, i) => i % 2 == 1).Select(timing => timing.GetProperty("ratio").GetDouble()), Has.All.EqualTo(1));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task PyTorchTakesPartWhereAPythonHasIt()
    {
        using var python = new FakePython("while read -r line; do echo 12.5 300; done");
        SagRun run = await SagRun.Of([.. Small, "16", "--memory"]);
        Assert.That((run.Code, run.Error), Is.EqualTo((0, "")));
        Assert.That(Timings(run).Select(timing => timing.GetProperty("contestant").GetString()), Is.EqualTo(new[]
        {
            "sag train", "plain TorchSharp", "PyTorch bfloat16", "sag train, default memory setting",
            "plain TorchSharp, our memory setting", "PyTorch bfloat16, our memory setting",
        }));
        JsonElement bfloat16 = Timings(run)[2];
        Assert.That(
            (bfloat16.GetProperty("medianMs").GetDouble(), bfloat16.GetProperty("memoryMB").GetInt32()), Is.EqualTo((12.5, 300)));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task ANoteSaysWhyPyTorchIsLeftOut()
    {
        using var python = new FakePython("echo warning >&2; echo there is no torch >&2; exit 1");
        SagRun run = await SagRun.Of([.. Small, "16"]);
        Assert.That((run.Code, run.Error.Trim()), Is.EqualTo((0, "sag: PyTorch is left out: there is no torch")));
        Assert.That(Timings(run), Has.Length.EqualTo(2));
    }

    private static JsonElement[] Timings(SagRun run) => JsonDocument.Parse(run.Output).RootElement.EnumerateArray().ToArray();
}
