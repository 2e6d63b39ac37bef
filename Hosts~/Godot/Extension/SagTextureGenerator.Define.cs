using System;
using System.Linq;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot;

internal sealed partial class SagTextureGenerator
{
    /// <summary>What scripts see.</summary>
    public static ClassDefinition Define()
    {
        var error = new Parameter(string.Empty, VariantType.Int, "Error");
        var nothing = new Parameter(string.Empty, VariantType.Nil);
        var image = new Parameter(string.Empty, VariantType.Object, "Image");
        var dictionary = new Parameter(string.Empty, VariantType.Dictionary);
        var seed = new Parameter("seed", VariantType.Int);
        var options = new Parameter("options", VariantType.Dictionary, HasDefault: true);
        ClassDefinition definition = new ClassDefinition(
            nameof(SagTextureGenerator), "RefCounted", () => new SagTextureGenerator())
            .Method("load_model", error, On((self, arguments) => Variant.From(self.LoadModel(arguments[0].ToText()))),
                new Parameter("path", VariantType.String))
            .Method("load_model_from_buffer", error, On((self, arguments) => Variant.From(self.LoadBuffer(arguments[0]))),
                new Parameter("buffer", VariantType.PackedByteArray))
            .Method("generate", image, On((self, arguments) => self.Generate(Seed(arguments[0]), arguments[1])), seed, options)
            .Method("generate_maps", dictionary, On((self, arguments) => self.GenerateMaps(Seed(arguments[0]), arguments[1])),
                seed, options)
            .Method("generate_async", error, On((self, arguments) => self.GenerateAsync(Seed(arguments[0]), arguments[1])),
                seed, options)
            .Method("generate_texture_rd", image with { ClassName = "Texture2D" },
                On((self, arguments) => self.GenerateTextureRd(Seed(arguments[0]), arguments[1])), seed, options)
            .Method("cancel", nothing, On((self, _) => self.Cancel()))
            .Signal("generated", seed, image with { Name = "image" });

        string[] backends = ["auto", "vulkan", "cpu"];
        definition.Property(
            new Parameter("preferred_backend", VariantType.String, Hint: Parameter.EnumHint, HintText: string.Join(',', backends)),
            instance => Variant.From(((SagTextureGenerator)instance).preferredBackend),
            (instance, value) => ((SagTextureGenerator)instance).SetPreferredBackend(value.ToText()));
        Read("is_loaded", VariantType.Bool, self => Variant.From(self.generator != null));
        Read("model_name", VariantType.String, self => Variant.From(self.model?.Description.Name ?? string.Empty));
        Read("maps", VariantType.PackedStringArray, self => self.Names(description => description.Maps.Select(map => map.Name)));
        Read("classes", VariantType.PackedStringArray, self => self.Names(description => description.Classes));
        Read("resolution", VariantType.Int, self => Variant.From((long)(self.model?.Description.Resolution ?? 0)));
        Read("stride", VariantType.Int, self => Variant.From((long)(self.model?.Stride ?? 0)));
        Read("has_any_size", VariantType.Bool,
            self => Variant.From(self.model?.Description.LatentKind == Models.LatentKind.Grid));
        Read("is_seamless", VariantType.Bool,
            self => Variant.From(self.model?.Description.Padding == Models.PaddingMode.Circular));
        Read("backend", VariantType.String,
            self => Variant.From(self.generator?.Backend.ToString().ToLowerInvariant() ?? string.Empty));
        Read("device_name", VariantType.String, self => Variant.From(self.generator?.DeviceName ?? string.Empty));
        Read("pending", VariantType.Int, self => Variant.From((long)self.asynchronous.Pending));
        return definition;

        void Read(string name, VariantType type, Func<SagTextureGenerator, Variant> get) =>
            definition.Property(new Parameter(name, type), instance => get((SagTextureGenerator)instance));
    }

    private static ulong Seed(Variant seed) => (ulong)seed.ToLong();

    private static MethodBody On(Body body) => (instance, arguments) => body((SagTextureGenerator)instance, arguments);

    private delegate Variant Body(SagTextureGenerator self, ReadOnlySpan<Variant> arguments);
}
