namespace SagTextures.Native.Structures;

/// <summary><c>sagtextures_vulkan_target</c>.</summary>
internal struct NativeVulkanTarget
{
    public uint Size;
    public uint Width;
    public uint Height;
    public ulong Image;
    public int LayoutBefore;
    public int LayoutAfter;
    public uint Stage;
    public uint Access;
}
