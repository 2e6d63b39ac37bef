using System;
using System.CommandLine;
using System.IO;
using System.Linq;

namespace SagTextures.Training.CommandLine;

/// <summary>The options of every verb that runs a model: which one, and on what.</summary>
internal sealed class GeneratorOptionSet
{
    private readonly Option<string?> model = new("--model")
    {
        Description = "Model file (.safetensors); without it the model that comes with SagTextures.",
        HelpName = "FILE",
    };

    private readonly Option<BackendKind> backend = new("--backend")
    {
        Description = "auto: Vulkan where there is a GPU with it, else the CPU.",
        HelpName = "auto|vulkan|cpu",
        DefaultValueFactory = _ => BackendKind.Auto,
        CustomParser = result => Options.Word<BackendKind>(result, "--backend"),
    };

    private readonly Option<int?> device = new("--device")
    {
        Description = "Number of the Vulkan device, as `sag devices` lists them; without it the fastest.",
        HelpName = "I",
    };

    public void AddTo(Command command)
    {
        AddModelTo(command);
        command.Options.Add(backend);
        command.Options.Add(device);
    }

    /// <summary>For verbs that only read the model.</summary>
    public void AddModelTo(Command command) => command.Options.Add(model);

    public BackendKind Backend(ParseResult parsed) => parsed.GetValue(backend);

    public int? Device(ParseResult parsed) => parsed.GetValue(device);

    /// <summary>The file that was named, or the one that comes with the program.</summary>
    public string ModelPath(ParseResult parsed) => parsed.GetValue(model) ?? DefaultModel();

    /// <summary>Loads the model; when the CPU has to stand in for Vulkan, a note on the error stream says why.</summary>
    public TextureGenerator Load(ParseResult parsed)
    {
        var options = new GeneratorOptions { Backend = Backend(parsed), Device = Device(parsed) };
        TextureGenerator generator = TextureGenerator.Load(ModelPath(parsed), options);
        if (generator.FallbackNote is { } note)
            parsed.InvocationConfiguration.Error.WriteLine("sag: " + note);
        return generator;
    }

    private static string DefaultModel()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Models");
        string[] models = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.safetensors") : [];
        return models.Order(StringComparer.Ordinal).FirstOrDefault()
            ?? throw new SagTexturesException($"No model comes with this build ({folder} has none). Name one with --model.");
    }
}
