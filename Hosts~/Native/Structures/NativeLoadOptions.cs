namespace SagTextures.Native.Structures;

/// <summary><c>sagtextures_load_options</c>.</summary>
internal unsafe struct NativeLoadOptions
{
    public uint Size;
    public int Backend;
    public int Device;
    public NativeVulkan* Vulkan;
}
