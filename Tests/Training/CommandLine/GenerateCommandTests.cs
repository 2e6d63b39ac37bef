using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Models;
using StbImageSharp;

namespace SagTextures.Tests.CommandLine;

public sealed class GenerateCommandTests
{
    private string folder = "";
    private string model = "";

    [SetUp]
    public void WriteModel()
    {
        folder = Directory.CreateTempSubdirectory("sag-generate-").FullName;
        model = Path.Combine(folder, "model.safetensors");
        ModelFile.Write(RandomModel.Sagan(resolution: 16, width: 8, latent: 4), model);
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task OneSeedIsOneFileOfTheTrainingResolution()
    {
        string path = Path.Combine(folder, "brick.png");
        SagRun run = await SagRun.Of("generate", "--model", model, "--backend", "cpu", "--seed", "42", "--out", path);

        Assert.That((run.Code, run.Error), Is.EqualTo((0, "")));
        ImageResult image = ImageResult.FromMemory(File.ReadAllBytes(path), ColorComponents.Default);
        Assert.That((image.Width, image.Height, image.SourceComp), Is.EqualTo((16, 16, ColorComponents.RedGreenBlue)));
    }

    [Test]
    public async Task CountMakesTheSeedsThatFollowAndEachIsTheOneAloneToo()
    {
        string many = Path.Combine(folder, "many"), alone = Path.Combine(folder, "alone.png");
        await SagRun.Of("generate", "--model", model, "--backend", "cpu", "--seed", "18446744073709551606", "--count", "10", "--out", many);
        await SagRun.Of("generate", "--model", model, "--backend", "cpu", "--seed", "18446744073709551615", "--out", alone);

        string[] names = Directory.GetFiles(many).Select(path => Path.GetFileName(path)!).ToArray();
        Assert.That(names, Is.EquivalentTo(Enumerable.Range(0, 10).Select(i => $"seed-{18446744073709551606 + (ulong)i}.png")));
        Assert.That(File.ReadAllBytes(Path.Combine(many, "seed-18446744073709551615.png")), Is.EqualTo(File.ReadAllBytes(alone)));
    }

    [Test]
    public async Task ASheetShowsThemSideBySide()
    {
        string sheet = Path.Combine(folder, "sheet.png");
        SagRun run = await SagRun.Of(
            "generate", "--model", model, "--backend", "cpu", "--count", "8", "--out", Path.Combine(folder, "many"), "--sheet", sheet);

        Assert.That((run.Code, run.Error), Is.EqualTo((0, "")));
        ImageResult image = ImageResult.FromMemory(File.ReadAllBytes(sheet), ColorComponents.Default);
        Assert.That(image.Width, Is.GreaterThanOrEqualTo(4 * 16));
        Assert.That(image.Height, Is.GreaterThanOrEqualTo(2 * 16).And.LessThan(image.Width));
    }

    [Test]
    public async Task ASheetShowsTexturesTiled()
    {
        string texture = Path.Combine(folder, "one.png"), sheet = Path.Combine(folder, "sheet.png");
        SagRun run = await SagRun.Of("generate", "--model", model, "--backend", "cpu", "--out", texture, "--sheet", sheet, "--tile", "3");
        Assert.That((run.Code, run.Error), Is.EqualTo((0, "")));
        ImageResult one = ImageResult.FromMemory(File.ReadAllBytes(texture), ColorComponents.RedGreenBlue);
        ImageResult image = ImageResult.FromMemory(File.ReadAllBytes(sheet), ColorComponents.RedGreenBlue);
        const int Margin = 8;
        foreach ((int x, int y) in new[] { (0, 0), (15, 15), (17, 3), (47, 40) })
            Assert.That(Pixel(image, x + Margin, y + Margin), Is.EqualTo(Pixel(one, x % 16, y % 16)), $"{x}, {y}");

        static byte[] Pixel(ImageResult picture, int x, int y) => picture.Data[((y * picture.Width + x) * 3)..][..3];
    }

    [TestCase("--tile 1000", "32024×16016 pixels; 16384")]
    [TestCase("--tile 2147483647", "pixels; 16384")]
    [TestCase("--count 20000", "27208×13608 pixels; 16384")]
    public async Task ASheetThatIsTooLargeIsRefusedBeforeTexturesAreMade(string options, string size)
    {
        string many = Path.Combine(folder, "many"), sheet = Path.Combine(folder, "sheet.png");
        SagRun run = await SagRun.Of(
            ["generate", "--model", model, "--backend", "cpu", "--out", many, "--sheet", sheet, .. options.Split(' ')]);
        Assert.That(run.Code, Is.EqualTo(2));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1).And.One.Contains(size));
        Assert.That(Directory.Exists(many), Is.False);
    }

    [Test]
    public async Task AFailureLeavesNoFile()
    {
        string many = Path.Combine(folder, "many");
        SagRun run = await SagRun.Of("generate", "--model", model, "--backend", "cpu", "--class", "lava", "--count", "3", "--out", many);
        Assert.That(run.Code, Is.EqualTo(1));
        Assert.That(Directory.Exists(many) ? Directory.GetFiles(many) : [], Is.Empty);
    }

    [Test]
    public async Task ActivationsHoldLatentLayersAndOutput()
    {
        string path = Path.Combine(folder, "activations.safetensors");
        SagRun run = await SagRun.Of("activations", "--model", model, "--backend", "cpu", "--seed", "7", "--out", path);

        Assert.That((run.Code, run.Error), Is.EqualTo((0, "")));
        using FileStream stream = File.OpenRead(path);
        string[] names = SafetensorsReader.Read(stream).Tensors.Select(tensor => tensor.Name).ToArray();
        Assert.That(names, Does.Contain("z").And.Contain("output"));
        Assert.That(names.Count(name => name.StartsWith("layer.")), Is.GreaterThan(3));
    }

    [Test]
    public async Task InspectPrintsLayersAsJson()
    {
        SagRun run = await SagRun.Of("inspect", "--model", model, "--json");
        JsonElement description = JsonDocument.Parse(run.Output).RootElement;
        Assert.That(description.GetProperty("resolution").GetInt32(), Is.EqualTo(16));
        JsonElement[] layers = description.GetProperty("layers").EnumerateArray().ToArray();
        Assert.That(
            layers.Sum(layer => layer.GetProperty("parameters").GetInt64()),
            Is.EqualTo(description.GetProperty("parameters").GetInt64()));
        Assert.That(
            layers[^1].GetProperty("output").EnumerateArray().Select(side => side.GetInt32()),
            Is.EqualTo(new[] { 3, 16, 16 }));
    }

    [Test]
    public async Task ExportWritesBothFormsAtOnce()
    {
        string again = Path.Combine(folder, "again.safetensors"), onnx = Path.Combine(folder, "model.onnx");
        SagRun run = await SagRun.Of("export", "--model", model, "--out", again, "--onnx", onnx);

        Assert.That((run.Code, run.Error), Is.EqualTo((0, "")));
        Assert.That(File.ReadAllBytes(again), Is.EqualTo(File.ReadAllBytes(model)));
        Assert.That(new FileInfo(onnx).Length, Is.GreaterThan(ModelFile.Read(model).ParameterCount * 4));
    }

    [Test]
    public async Task ExportInHalfPrecisionHalvesTheFile()
    {
        string small = Path.Combine(folder, "small.safetensors");
        File.Move(model, Path.Combine(folder, "generator.safetensors"));
        SagRun run = await SagRun.Of("export", "--run", folder, "--out", small, "--half");

        Assert.That(run.Code, Is.Zero);
        Assert.That(ModelFile.Read(small).Tensors.Select(tensor => tensor.Type), Is.All.EqualTo(TensorType.Float16));
    }
}
