using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SagTextures.Native;

/// <summary>A string as C sees it: UTF-8 with a zero byte at the end, in memory that stays where it is.</summary>
internal sealed class Utf8Text : SafeHandleZeroOrMinusOneIsInvalid
{
    public Utf8Text(string text)
        : base(ownsHandle: true) => SetHandle(Marshal.StringToCoTaskMemUTF8(text));

    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        Marshal.FreeCoTaskMem(handle);
        return true;
    }
}
