namespace SagTextures.Native.Structures;

/// <summary><c>sagtextures_vulkan</c>.</summary>
internal unsafe struct NativeVulkan
{
    public uint Size;
    public uint QueueFamily;
    public nint GetInstanceProcAddr;
    public nint Instance;
    public nint PhysicalDevice;
    public nint Device;
    public nint Queue;
    public delegate* unmanaged[Cdecl]<void*, void> LockQueue;
    public delegate* unmanaged[Cdecl]<void*, void> UnlockQueue;
    public void* User;
}
