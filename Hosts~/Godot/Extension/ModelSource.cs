using System.IO;
using SagTextures.Godot.Interop;
using SagTextures.Models;

namespace SagTextures.Godot;

/// <summary>Reads models through the engine, so that packed projects and every kind of path work.</summary>
internal static class ModelSource
{
    /// <summary>
    /// A model file, or what the importer made of it: an exported game holds that in place of the file itself.
    /// </summary>
    /// <param name="path">res://, user://, uid:// or a path of the system.</param>
    /// <exception cref="ModelException">There is none, or it is not a usable model.</exception>
    public static GeneratorModel Read(string path)
    {
        using Variant classes = Variant.Singleton("ClassDB");
        using Variant isFile = classes.Call(
            "class_call_static", Variant.From("FileAccess"), Variant.From("file_exists"), Variant.From(path));
        if (isFile.ToBool())
        {
            using Variant bytes = classes.Call(
                "class_call_static", Variant.From("FileAccess"), Variant.From("get_file_as_bytes"), Variant.From(path));
            return Read(bytes, path);
        }

        using Variant loader = Variant.Singleton("ResourceLoader");
        using Variant exists = loader.Call("exists", Variant.From(path));
        if (exists.ToBool())
        {
            using Variant resource = loader.Call("load", Variant.From(path));
            if (resource.Type == VariantType.Object)
            {
                using Variant bytes = resource.Call("get", Variant.From("data"));
                if (bytes.Type == VariantType.PackedByteArray)
                {
                    return Read(bytes, path);
                }
            }
        }

        throw new ModelException($"Cannot read the model file {path}: it does not exist; check the path.");
    }

    /// <summary>A model from a PackedByteArray.</summary>
    /// <exception cref="ModelException">It is not a usable model.</exception>
    public static GeneratorModel Read(Variant bytes, string source)
    {
        using var stream = new MemoryStream(bytes.Bytes.ToArray(), writable: false);
        return ModelFile.Read(stream, source);
    }
}
