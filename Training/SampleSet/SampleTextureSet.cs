using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace SagTextures.Training.SampleSet;

/// <summary>The project's own textures: seamless, procedural, one folder a class.</summary>
public static class SampleTextureSet
{
    private static readonly (string Class, Func<SampleRandom, IMaterial> Create)[] Materials =
    [
        ("bricks", random => new Bricks(random)),
        ("cobbles", random => new Cobbles(random)),
        ("fabric", random => new Fabric(random)),
        ("planks", random => new Planks(random)),
        ("rock", random => new Rock(random)),
        ("tiles", random => new Tiles(random)),
    ];

    /// <summary>The classes, which are also the folders' names.</summary>
    public static IReadOnlyList<string> Classes { get; } = Materials.Select(material => material.Class).ToArray();

    /// <summary>The maps that can be asked for.</summary>
    public static IReadOnlyList<string> MapNames => SampleTexture.MapNames;

    /// <summary>
    /// Writes <paramref name="count"/> textures a class as <c>bricks/bricks_001.png</c>, or, where maps other than albedo
    /// alone are asked for, <c>bricks/bricks_001_normal.png</c>. The same arguments give the same files.
    /// </summary>
    /// <param name="size">Width and height in pixels.</param>
    /// <param name="written">Called after each texture, from several threads.</param>
    /// <param name="stop">Ends it after the textures at hand.</param>
    /// <exception cref="OperationCanceledException">It was stopped; all files that are there are whole.</exception>
    /// <exception cref="SagTexturesException">A map is not one of <see cref="MapNames"/>.</exception>
    public static void Write(
        string folder, int count, int size, IReadOnlyList<string> maps, ulong seed, Action? written = null, CancellationToken stop = default)
    {
        foreach (string map in maps)
        {
            if (!MapNames.Contains(map))
                throw new SagTexturesException($"Unknown map '{map}' in --maps. The sample set has: {string.Join(", ", MapNames)}.");
        }
        foreach (string materialClass in Classes)
            Directory.CreateDirectory(Path.Combine(folder, materialClass));
        Parallel.For(0, Materials.Length * count, new ParallelOptions { CancellationToken = stop }, job =>
        {
            int index = job / Materials.Length;
            string name = Classes[job % Materials.Length];
            SampleTexture texture = Create(name, index, size, seed);
            foreach (string map in maps)
            {
                string suffix = maps.Count == 1 && map == "albedo" ? "" : "_" + map;
                string path = Path.Combine(folder, name, $"{name}_{index + 1:000}{suffix}.png");
                Png.WriteRgb(path, texture.Map(map), size, size);
            }
            written?.Invoke();
        });
    }

    /// <summary>Texture number <paramref name="index"/> of a class; independent of how many others are made.</summary>
    internal static SampleTexture Create(string materialClass, int index, int size, ulong seed) =>
        new(CreateMaterial(Array.FindIndex(Materials, entry => entry.Class == materialClass), index, seed), size);

    /// <summary>One material of each class.</summary>
    internal static IEnumerable<IMaterial> CreateMaterials(int index, ulong seed) =>
        Enumerable.Range(0, Materials.Length).Select(material => CreateMaterial(material, index, seed));

    private static IMaterial CreateMaterial(int material, int index, ulong seed)
    {
        var random = new SampleRandom(seed * 0x9E3779B97F4A7C15 + ((ulong)material << 32) + (ulong)index);
        return Materials[material].Create(random);
    }
}
