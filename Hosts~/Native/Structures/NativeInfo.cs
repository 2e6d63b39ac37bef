namespace SagTextures.Native.Structures;

/// <summary><c>sagtextures_info</c>.</summary>
internal struct NativeInfo
{
    public uint Size;
    public int Backend;
    public uint Resolution;
    public uint Stride;
    public int LatentKind;
    public uint LatentSize;
    public uint MapCount;
    public uint ClassCount;
    public ulong ParameterCount;
    public nint Name;
    public nint DeviceName;
    public nint FallbackNote;
}
