using System.Collections.Concurrent;
using System.Threading;

namespace SagTextures.Native;

/// <summary>
/// All objects that C holds handles to. Handles are numbers that are looked up and never reused, so that a stale, foreign or
/// invented one is noticed instead of followed.
/// </summary>
internal static class HandleTable
{
    /// <summary>Sets handles apart from small numbers and from addresses.</summary>
    private const ulong Mark = 0x5A67_0000_0000_0000;

    private static readonly ConcurrentDictionary<ulong, object> Objects = new();
    private static long count;

    public static ulong Add(IHandled handled)
    {
        ulong handle = Mark | (ulong)Interlocked.Increment(ref count);
        Objects[handle] = handled;
        return handle;
    }

    /// <exception cref="NativeException">There is no such object.</exception>
    public static T Get<T>(ulong handle)
        where T : class, IHandled => Objects.TryGetValue(handle, out object? found) && found is T handled
            ? handled
            : throw Unknown<T>(handle);

    /// <summary>Takes the object out: its handle is of no more use.</summary>
    /// <exception cref="NativeException">There is no such object.</exception>
    public static T Remove<T>(ulong handle)
        where T : class, IHandled
    {
        T handled = Get<T>(handle);
        return Objects.TryRemove(handle, out _) ? handled : throw Unknown<T>(handle);
    }

    private static NativeException Unknown<T>(ulong handle)
        where T : IHandled => new(
            Status.Handle, $"0x{handle:X} is not the handle of a {T.Kind}: it was freed, or never was one.");
}
