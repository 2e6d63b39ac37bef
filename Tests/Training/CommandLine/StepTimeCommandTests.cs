using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using NUnit.Framework;

namespace SagTextures.Tests.CommandLine;

public class StepTimeCommandTests
{
    [Test]
    public async Task TheTrainerIsTimedBesidePlainTorchSharp()
    {
        SagRun run = await SagRun.Of(
            "step-time", "--resolution", "16,32", "--batch", "2", "--width", "8", "--steps", "2", "--threads", "1", "--json");
        Assert.That((run.Code, run.Error), Is.EqualTo((0, "")));
        JsonElement[] timings = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().ToArray();
        Assert.That(
            timings.Select(timing => (timing.GetProperty("contestant").GetString(), timing.GetProperty("resolution").GetInt32())),
            Is.EqualTo(new[] { ("sag train", 16), ("plain TorchSharp", 16), ("sag train", 32), ("plain TorchSharp", 32) }));
        Assert.That(timings.Select(timing => timing.GetProperty("medianMs").GetDouble()), Has.All.GreaterThan(0));
        Assert.That(timings.Where((_, i) => i % 2 == 1).Select(timing => timing.GetProperty("ratio").GetDouble()), Has.All.EqualTo(1));
    }
}
