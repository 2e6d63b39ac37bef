using System;

namespace SagTextures.Native.Structures;

/// <summary>
/// Structs that cross the boundary begin with the size that the caller's header gives them: a newer header may know more
/// fields than this library.
/// </summary>
internal static unsafe class Structure
{
    /// <summary>Larger than any version; anything beyond is not a size but what happened to be in memory.</summary>
    private const uint MaxSize = 4096;

    /// <summary>What the caller passed in, or the defaults for NULL.</summary>
    /// <exception cref="NativeException">Its size is wrong, or it sets a field that this library lacks.</exception>
    public static T Read<T>(T* given, T defaults, string name)
        where T : unmanaged
    {
        if (given == null)
            return defaults;
        foreach (byte later in BeyondKnown(given, name))
        {
            if (later != 0)
                throw new NativeException(
                    Status.Argument, $"{name} sets a field that this version of the library lacks: update the library.");
        }

        return *given;
    }

    /// <summary>Fills what the caller passed in; fields that this library lacks become 0.</summary>
    /// <exception cref="NativeException">It is NULL, or its size is wrong.</exception>
    public static void Write<T>(T* given, T value, string name)
        where T : unmanaged
    {
        NotNull(given, name);
        BeyondKnown(given, name).Clear();
        uint size = *(uint*)given;
        *given = value;
        *(uint*)given = size;
    }

    /// <exception cref="NativeException">It is NULL.</exception>
    public static void NotNull(void* pointer, string name)
    {
        if (pointer == null)
            throw new NativeException(Status.Argument, $"{name} is NULL.");
    }

    private static Span<byte> BeyondKnown<T>(T* given, string name)
        where T : unmanaged
    {
        uint size = *(uint*)given;
        return size >= sizeof(T) && size <= MaxSize
            ? new Span<byte>((byte*)given + sizeof(T), (int)size - sizeof(T))
            : throw new NativeException(
                Status.Argument,
                $"{name}->size is {size} and has to be at least {sizeof(T)}: initialize the struct with its _INIT macro.");
    }
}
