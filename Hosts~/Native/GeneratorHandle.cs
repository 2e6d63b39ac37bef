using System;
using System.Linq;

namespace SagTextures.Native;

/// <summary><c>sagtextures_generator</c>: a generator, its jobs, and the strings that C was given.</summary>
internal sealed class GeneratorHandle : IHandled, IDisposable
{
    public GeneratorHandle(TextureGenerator generator)
    {
        Generator = generator;
        Name = new Utf8Text(generator.Model.Description.Name);
        DeviceName = new Utf8Text(generator.DeviceName);
        FallbackNote = generator.FallbackNote == null ? null : new Utf8Text(generator.FallbackNote);
        MapNames = generator.Model.Description.Maps.Select(map => new Utf8Text(map.Name)).ToArray();
        ClassNames = generator.Model.Description.Classes.Select(name => new Utf8Text(name)).ToArray();
    }

    public static string Kind => "generator";

    public TextureGenerator Generator { get; }

    public JobQueue Jobs { get; } = new();

    public Utf8Text Name { get; }

    public Utf8Text DeviceName { get; }

    public Utf8Text? FallbackNote { get; }

    public Utf8Text[] MapNames { get; }

    public Utf8Text[] ClassNames { get; }

    public void Dispose()
    {
        Jobs.Stop();
        Generator.Dispose();
        Name.Dispose();
        DeviceName.Dispose();
        FallbackNote?.Dispose();
        Array.ForEach(MapNames, name => name.Dispose());
        Array.ForEach(ClassNames, name => name.Dispose());
    }
}
