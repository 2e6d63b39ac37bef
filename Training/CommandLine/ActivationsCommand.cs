using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using SagTextures.Models;

namespace SagTextures.Training.CommandLine;

internal static class ActivationsCommand
{
    public static Command Create()
    {
        var generatorOptions = new GeneratorOptionSet();
        var textureOptions = new TextureOptionSet();
        Option<ulong> seed = Options.Seed("Seed of the latent.", 0);
        Option<string> target = Options.Text("--out", "The .safetensors file to write.").AsRequired();

        var command = new Command("activations", "Write the latent and every layer's output as tensors, for parity checks.")
        {
            seed, target,
        };
        generatorOptions.AddTo(command);
        textureOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            using TextureGenerator generator = generatorOptions.Load(parsed);
            IReadOnlyList<ModelTensor> tensors = generator.Activations(parsed.GetValue(seed), textureOptions.Read(parsed));
            var metadata = new Dictionary<string, string>
            {
                ["format"] = "sagtextures-activations",
                ["model"] = generator.Model.Description.Name,
                ["seed"] = parsed.GetValue(seed).ToString(CultureInfo.InvariantCulture),
                ["backend"] = generator.Backend.ToString().ToLowerInvariant(),
                ["device"] = generator.DeviceName,
            };
            string path = parsed.GetRequiredValue(target);
            AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, new SafetensorsFile(metadata, tensors)));
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{tensors.Count} tensors in {path} ({generator.Backend}: {generator.DeviceName})");
            return ExitCode.Done;
        });
        return command;
    }
}
