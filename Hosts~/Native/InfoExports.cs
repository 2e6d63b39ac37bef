using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SagTextures.Models;
using SagTextures.Native.Structures;

namespace SagTextures.Native;

/// <summary>What a model is like.</summary>
internal static unsafe class InfoExports
{
    [UnmanagedCallersOnly(EntryPoint = "sagtextures_get_info", CallConvs = [typeof(CallConvCdecl)])]
    private static Status GetInfo(ulong generator, NativeInfo* info) => Boundary.Call(() =>
    {
        var handle = HandleTable.Get<GeneratorHandle>(generator);
        GeneratorModel model = handle.Generator.Model;
        GeneratorDescription description = model.Description;
        var value = new NativeInfo
        {
            Backend = (int)handle.Generator.Backend,
            Resolution = (uint)description.Resolution,
            Stride = (uint)model.Stride,
            LatentKind = (int)description.LatentKind,
            LatentSize = (uint)description.LatentSize,
            MapCount = (uint)description.Maps.Count,
            ClassCount = (uint)description.Classes.Count,
            ParameterCount = (ulong)model.ParameterCount,
            Name = handle.Name.Pointer,
            DeviceName = handle.DeviceName.Pointer,
            FallbackNote = handle.FallbackNote?.Pointer ?? 0,
        };
        Structure.Write(info, value, nameof(info));
    });

    [UnmanagedCallersOnly(EntryPoint = "sagtextures_get_map", CallConvs = [typeof(CallConvCdecl)])]
    private static Status GetMap(ulong generator, uint index, NativeMap* map) => Boundary.Call(() =>
    {
        var handle = HandleTable.Get<GeneratorHandle>(generator);
        Utf8Text name = Find(handle.MapNames, index, "map");
        ModelMap found = handle.Generator.Model.Description.Maps[(int)index];
        var value = new NativeMap { Channels = (uint)found.Channels, Encoding = (int)found.Encoding, Name = name.Pointer };
        Structure.Write(map, value, nameof(map));
    });

    [UnmanagedCallersOnly(EntryPoint = "sagtextures_get_class", CallConvs = [typeof(CallConvCdecl)])]
    private static Status GetClass(ulong generator, uint index, nint* name) => Boundary.Call(() =>
    {
        var handle = HandleTable.Get<GeneratorHandle>(generator);
        Structure.NotNull(name, nameof(name));
        *name = Find(handle.ClassNames, index, "class").Pointer;
    });

    private static Utf8Text Find(Utf8Text[] names, uint index, string kind) => index < names.Length
        ? names[index]
        : throw new NativeException(Status.Argument, $"There is no {kind} number {index}: the model has {names.Length}.");
}
