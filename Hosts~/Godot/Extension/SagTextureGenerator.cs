using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Godot.Interop;
using SagTextures.Models;

namespace SagTextures.Godot;

/// <summary>The class SagTextureGenerator: makes textures from seeds with a trained model. Help/SagTextureGenerator.xml.</summary>
internal sealed partial class SagTextureGenerator : GodotInstance
{
    private readonly AsyncGenerations asynchronous;
    private GeneratorModel? model;
    private TextureGenerator? generator;
    private string preferredBackend = "auto";

    public SagTextureGenerator() => asynchronous = new AsyncGenerations(this);

    private TextureGenerator Generator => generator ?? throw NotLoaded();

    public override void Free()
    {
        asynchronous.Cancel();
        generator?.Dispose();
        deviceModel?.Release();
        (generator, deviceModel) = (null, null);
    }

    private static SagTexturesException NotLoaded() => new("No model is loaded: call load_model first.");

    private long LoadModel(string path) => Load(() => ModelSource.Read(path));

    private long LoadBuffer(Variant buffer) => Load(() => ModelSource.Read(buffer, "The buffer"));

    private long Load(Func<GeneratorModel> read)
    {
        try
        {
            GeneratorModel loaded = read();
            var made = new TextureGenerator(
                loaded, new GeneratorOptions { Backend = Enum.Parse<BackendKind>(preferredBackend, ignoreCase: true) });
            if (generator != null)
            {
                // Those who wait get what they asked this model for.
                asynchronous.Then(generator.Dispose);
            }

            deviceModel?.Release();
            (model, generator, deviceModel) = (loaded, made, null);
            return (long)GodotError.Ok;
        }
        catch (SagTexturesException e)
        {
            GodotInterface.PrintError(e.Message, $"{nameof(SagTextureGenerator)}.load_model");
            return (long)(e is DeviceException ? GodotError.CannotCreate : GodotError.FileUnrecognized);
        }
    }

    private Variant Generate(ulong seed, Variant options)
    {
        TextureOptions wanted = TextureOptions.Read(options);
        using GeneratedTexture texture = Generator.Generate(seed, wanted.Generate);
        return GodotImage.From(wanted.Map == null ? texture.Maps[0] : texture.Map(wanted.Map));
    }

    private Variant GenerateMaps(ulong seed, Variant options)
    {
        TextureOptions wanted = TextureOptions.Read(options);
        using GeneratedTexture texture = Generator.Generate(seed, wanted.Generate);
        Variant images = Variant.New(VariantType.Dictionary);
        foreach (TextureMap map in texture.Maps.Where(map => wanted.Map == null || map.Name == wanted.Map))
        {
            images.Set(Variant.From(map.Name), GodotImage.From(map));
        }

        return images;
    }

    private void SetPreferredBackend(string name)
    {
        preferredBackend = name is "auto" or "vulkan" or "cpu"
            ? name
            : throw new SagTexturesException($"There is no backend \"{name}\"; there are auto, vulkan and cpu.");
    }

    private Variant Names(Func<GeneratorDescription, IEnumerable<string>> choose)
    {
        Variant names = Variant.New(VariantType.PackedStringArray);
        foreach (string name in model == null ? [] : choose(model.Description))
        {
            names.Call("push_back", Variant.From(name)).Dispose();
        }

        return names;
    }
}
