using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Models;

namespace SagTextures.Tests.CommandLine;

public class BenchCommandTests
{
    [Test]
    public async Task AReferenceGeneratorIsMeasuredAndKept()
    {
        using var folder = new TemporaryFolder();
        string kept = Path.Combine(folder.Path, "reference.safetensors");
        SagRun run = await SagRun.Of(
            "bench", "--reference", "grid", "--batch", "2", "--seconds", "0", "--backend", "cpu", "--no-peers", "--json", "--keep", kept);
        Assert.That(run.Code, Is.Zero, run.Error);
        JsonElement timing = JsonDocument.Parse(run.Output).RootElement.GetProperty("timings")[0];
        Assert.That(timing.GetProperty("batch").GetInt32(), Is.EqualTo(2));
        Assert.That(ModelFile.Read(kept).Description.LatentKind, Is.EqualTo(LatentKind.Grid));
    }
}
