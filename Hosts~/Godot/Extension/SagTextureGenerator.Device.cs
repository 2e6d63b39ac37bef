using System;
using System.Linq;
using SagTextures.Godot.Device;
using SagTextures.Godot.Interop;
using SagTextures.Models;

namespace SagTextures.Godot;

internal sealed partial class SagTextureGenerator
{
    private DeviceModel? deviceModel;

    /// <summary>A Texture2DRD that the GPU fills a few frames later, or an ImageTexture where the engine does not use Vulkan.</summary>
    private Variant GenerateTextureRd(ulong seed, Variant options)
    {
        TextureOptions wanted = TextureOptions.Read(options);
        if (!GodotDevice.IsThere)
        {
            Variant texture = Variant.Instantiate("ImageTexture");
            texture.Call("set_image", Generate(seed, options)).Dispose();
            return texture;
        }

        GeneratorModel current = Generator.Model;
        GeneratorDescription description = current.Description;
        int width = wanted.Generate.Width == 0 ? description.Resolution : wanted.Generate.Width;
        int height = wanted.Generate.Height == 0 ? description.Resolution : wanted.Generate.Height;
        Check(current, wanted, width, height);
        ModelMap map = description.Maps.First(map => wanted.Map == null || map.Name == wanted.Map);

        Variant target = Variant.Instantiate("Texture2DRD");
        Variant holder = ClassRegistration.New(DeviceTexture.ClassName);
        var owned = ClassRegistration.InstanceOf<DeviceTexture>(holder);
        target.Call("set_meta", Variant.From("_sagtextures"), holder).Dispose();
        RenderQueue.Add(new TextureJob(
            (deviceModel ??= new DeviceModel(current)).Acquire(), Generator, seed, wanted, width, height,
            map.Encoding == MapEncoding.Srgb, target.Copy(), owned));
        return target;
    }

    /// <summary>What would be told too late, by the other thread.</summary>
    private static void Check(GeneratorModel model, TextureOptions wanted, int width, int height)
    {
        model.LatentShape(width, height);
        GeneratorDescription description = model.Description;
        if (wanted.Map is { } map && description.Maps.All(known => known.Name != map))
        {
            throw new SagTexturesException(
                $"The model makes no map \"{map}\"; it makes {string.Join(", ", description.Maps.Select(known => known.Name))}.");
        }

        if (wanted.Generate.Class is { } name && !description.Classes.Contains(name, StringComparer.Ordinal))
        {
            throw new SagTexturesException(
                $"The model has no class \"{name}\"; it has {(description.Classes.Count == 0 ? "none" : string.Join(", ", description.Classes))}.");
        }

        if (wanted.Generate.Truncation is < 0f or > 1f or float.NaN)
        {
            throw new SagTexturesException($"Truncation goes from 0 to 1, not {wanted.Generate.Truncation}.");
        }
    }
}
