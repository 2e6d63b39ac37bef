using SagTextures.Godot.Interop;

namespace SagTextures.Godot;

internal sealed partial class SagTextureGenerator
{
    private Variant GenerateAsync(ulong seed, Variant options)
    {
        TextureGenerator? current = generator;
        TextureOptions wanted;
        try
        {
            current = Generator;
            wanted = TextureOptions.Read(options);
        }
        catch (SagTexturesException e)
        {
            GodotInterface.PrintError(e.Message, $"{nameof(SagTextureGenerator)}.generate_async");
            return Variant.From((long)(current == null ? GodotError.Unconfigured : GodotError.InvalidParameter));
        }

        asynchronous.Start(seed, token =>
        {
            GeneratedTexture texture = current.Generate([seed], wanted.Generate, token)[0];
            return wanted.Map == null ? texture.Maps[0] : texture.Map(wanted.Map);
        });
        return Variant.From((long)GodotError.Ok);
    }

    private Variant Cancel()
    {
        asynchronous.Cancel();
        return default;
    }
}
