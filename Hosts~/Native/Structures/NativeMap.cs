namespace SagTextures.Native.Structures;

/// <summary><c>sagtextures_map</c>.</summary>
internal struct NativeMap
{
    public uint Size;
    public uint Channels;
    public int Encoding;
    public nint Name;
}
