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

    [Test]
    [Platform(Exclude = "Win")]
    public async Task PyTorchMakesTexturesOfTheSameSize()
    {
        using var folder = new TemporaryFolder();
        string model = Path.Combine(folder.Path, "grid.safetensors");
        ModelFile.Write(ModelCases.Grid(PaddingMode.Circular), model);
        using var python = new FakePython("""shift 2; echo "[{\"contestant\": \"$*\", \"batch\": 1, \"medianMs\": 1, \"runs\": 1}]" """);
        SagRun run = await SagRun.Of("bench", "--model", model, "--size", "72", "--batch", "1,2", "--seconds", "0", "--backend", "cpu", "--json");
        Assert.That(run.Code, Is.Zero, run.Error);
        JsonElement timings = JsonDocument.Parse(run.Output).RootElement.GetProperty("timings");
        Assert.That(timings[timings.GetArrayLength() - 1].GetProperty("contestant").GetString(), Is.EqualTo("--size 72 --batch 1,2"));
    }
}
