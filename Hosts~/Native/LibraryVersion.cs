using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SagTextures.Native;

/// <summary>Which library this is.</summary>
internal static class LibraryVersion
{
    /// <summary>The product's version as one number that grows: 0x00MMmmpp.</summary>
    private static readonly uint Number = Pack(typeof(TextureGenerator).Assembly.GetName().Version!);

    [UnmanagedCallersOnly(EntryPoint = "sagtextures_version", CallConvs = [typeof(CallConvCdecl)])]
    private static uint Get() => Number;

    private static uint Pack(Version version) => (uint)((version.Major << 16) | (version.Minor << 8) | version.Build);
}
