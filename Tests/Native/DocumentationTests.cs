using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace SagTextures.Tests.Native;

/// <summary>The page about the C library, tried as a reader would.</summary>
public sealed class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Workshop.Root, "Documentation~/Native.md"));

    private static readonly string[] Sources = Blocks("c");

    [Test]
    public void TheExampleRunsAsThePageSays()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Workshop.Folder, "example")).FullName;
        string library = Directory.CreateDirectory(Path.Combine(folder, "sagtextures")).FullName;
        File.Copy(Workshop.Library, Path.Combine(library, Path.GetFileName(Workshop.Library)));
        File.Copy(Workshop.Header, Path.Combine(library, Path.GetFileName(Workshop.Header)));
        File.Copy(Workshop.VectorModel, Path.Combine(folder, "bricks.safetensors"));
        File.WriteAllText(Path.Combine(folder, "example.c"), Sources[0]);
        string[] commands = Blocks("sh").SelectMany(block => block.Split('\n'))
            .Where(line => line.StartsWith("cc ") || line.StartsWith("./example")).ToArray();
        Assert.That(commands, Has.Length.EqualTo(2));
        Tool run = Tool.Run("sh", "-c", $"cd '{folder}' && {string.Join(" && ", commands)}").MustSucceed();
        Assert.That(run.Output, Does.Contain("64x64"));

        byte[] written = File.ReadAllBytes(Path.Combine(folder, "texture.ppm"));
        using var generator = TextureGenerator.Load(Workshop.VectorModel);
        using GeneratedTexture texture = generator.Generate(42);
        byte[] expected = texture.Maps[0].Pixels.ToArray().Where((_, i) => i % 4 != 3).ToArray();
        Assert.That(written[^expected.Length..], Is.EqualTo(expected));
    }

    [Test]
    public void EverySourceCompilesWithoutAWarning()
    {
        Assert.That(Sources, Has.Length.EqualTo(3));
        foreach (string source in Sources)
        {
            string file = Path.Combine(Workshop.Folder, "snippet.c");
            File.WriteAllText(file, source);
            Tool.Run(Workshop.Compiler, "-std=c11", "-Wall", "-Wextra", "-Werror", $"-I{Workshop.Folder}", "-fsyntax-only", file)
                .MustSucceed();
        }
    }

    [Test]
    public void EveryStatusIsExplained()
    {
        string header = File.ReadAllText(Workshop.Header);
        foreach (Match match in Regex.Matches(header, @"SAGTEXTURES_(ERROR_\w+) ="))
            Assert.That(Page, Does.Contain($"| `{match.Groups[1].Value}` |"));
    }

    private static string[] Blocks(string language) => Regex
        .Matches(Page, $"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)
        .Select(match => match.Groups[1].Value).ToArray();
}
