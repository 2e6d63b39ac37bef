namespace SagTextures.Native.Structures;

/// <summary><c>sagtextures_generate_options</c>.</summary>
internal struct NativeGenerateOptions
{
    public uint Size;
    public uint Width;
    public uint Height;
    public float Truncation;
    public nint ClassName;
    public nint Map;
    public uint Mipmaps;
}
