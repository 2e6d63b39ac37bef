using System;
using System.Runtime.InteropServices;

namespace SagTextures.Training.Native;

/// <summary>Lets the process keep the memory that tensors of a step leave for those of the next.</summary>
/// <remarks>
/// glibc gives every block above 32 MB back to the system when it is freed, and gets it anew, page by page and zeroed, for the
/// next tensor of that size. Feature maps and attention are such blocks: 5 % of a training step went there
/// (<c>sag step-time --resolution 64 --memory</c>: 935 ms with the setting of the C library, 886 ms with this one).
/// </remarks>
internal static partial class Allocator
{
    // malloc.h
    private const int TrimThreshold = -1, TopPad = -2, MmapMax = -4, ArenaMax = -8;
    private const int GrowthBytes = 64 << 20;
    private static readonly Lazy<bool> Kept = new(Set);

    /// <summary>Call before the first tensor; does nothing on systems whose C library is not glibc.</summary>
    public static void KeepMemory() => _ = Kept.Value;

    private static bool Set()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            // One arena: only that of the main thread can grow without bounds.
            return SetOption(ArenaMax, 1) + SetOption(MmapMax, 0) + SetOption(TrimThreshold, int.MaxValue) + SetOption(TopPad, GrowthBytes) == 4;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int parameter, int value);
}
