using System;
using System.Runtime.InteropServices;
using SagTextures.Godot.Interop;
using Silk.NET.Core.Contexts;
using Silk.NET.Vulkan;

namespace SagTextures.Godot.Device;

/// <summary>Godot's own Vulkan device and queue. The queue belongs to the render thread.</summary>
internal sealed class GodotDevice
{
    private const long LogicalDevice = 0, PhysicalDevice = 1, TopmostObject = 2, CommandQueue = 3, QueueFamily = 4, Texture = 5;

    private static readonly string[] LoaderNames = ["libvulkan.so.1", "libvulkan.so", "vulkan-1.dll"];

    /// <summary>
    /// The loader's vkGetInstanceProcAddr, or 0. On macOS Godot has Vulkan built in, and handles mean nothing to another loader.
    /// </summary>
    private static readonly Lazy<IntPtr> Loader = new(() => OperatingSystem.IsMacOS() ? 0 : FindLoader());

    private readonly Variant renderingDevice;

    private GodotDevice(Variant renderingDevice, VulkanHandles handles)
    {
        this.renderingDevice = renderingDevice;
        Handles = handles;
        handles.EnterQueue = Turn.Enter;
        handles.LeaveQueue = Turn.Leave;
        var device = new Silk.NET.Vulkan.Device(handles.Device);
        Vk = new Vk(new LamdaNativeContext(name => Find(handles, name)))
        {
            CurrentInstance = new Instance(handles.Instance),
            CurrentDevice = device,
        };
    }

    public VulkanHandles Handles { get; }

    /// <summary>How threads other than the render thread come to the queue.</summary>
    public QueueTurn Turn { get; } = new();

    public Vk Vk { get; }

    public Silk.NET.Vulkan.Device Device => Vk.CurrentDevice!.Value;

    public Queue Queue => new(Handles.Queue);

    /// <summary>
    /// Whether the engine renders with Vulkan, and through a loader within reach: not so without a window, in the Compatibility
    /// renderer, with Direct3D or Metal, on macOS. May be asked on any thread.
    /// </summary>
    public static bool IsThere
    {
        get
        {
            using Variant server = Variant.Singleton("RenderingServer");
            using Variant driver = server.Call("get_current_rendering_driver_name");
            using Variant device = server.Call("get_rendering_device");
            return driver.ToText() == "vulkan" && device.Type == VariantType.Object && device.ToObject() != IntPtr.Zero
                && Loader.Value != IntPtr.Zero;
        }
    }

    /// <summary>Where <see cref="IsThere"/> said so.</summary>
    public static GodotDevice Open()
    {
        using Variant server = Variant.Singleton("RenderingServer");
        Variant device = server.Call("get_rendering_device");
        var handles = new VulkanHandles(
            Loader.Value, Resource(device, TopmostObject), Resource(device, PhysicalDevice), Resource(device, LogicalDevice),
            Resource(device, CommandQueue), (uint)Resource(device, QueueFamily), new object());
        return new GodotDevice(device, handles);
    }

    /// <summary>The VkImage of one of the engine's textures.</summary>
    public Image ImageOf(Variant texture) => new((ulong)Resource(renderingDevice, Texture, texture.Copy()));

    public Variant Call(string method, params ReadOnlySpan<Variant> arguments) => renderingDevice.Call(method, arguments);

    public void Dispose() => renderingDevice.Dispose();

    private static IntPtr Resource(Variant device, long kind) => Resource(device, kind, Variant.New(VariantType.Rid));

    private static IntPtr Resource(Variant device, long kind, Variant texture)
    {
        using Variant handle = device.Call("get_driver_resource", Variant.From(kind), texture, Variant.From(0L));
        return (IntPtr)handle.ToLong();
    }

    private static IntPtr FindLoader()
    {
        foreach (string name in LoaderNames)
        {
            if (NativeLibrary.TryLoad(name, out IntPtr loader)
                && NativeLibrary.TryGetExport(loader, "vkGetInstanceProcAddr", out IntPtr get))
            {
                return get;
            }
        }

        return IntPtr.Zero;
    }

    private static unsafe IntPtr Find(VulkanHandles handles, string name)
    {
        var get = (delegate* unmanaged[Stdcall]<IntPtr, byte*, IntPtr>)handles.GetInstanceProcAddr;
        fixed (byte* utf8 = System.Text.Encoding.UTF8.GetBytes(name + '\0'))
        {
            return get(handles.Instance, utf8);
        }
    }
}
