using System;
using System.Runtime.InteropServices;

namespace SagTextures.Godot.Interop;

/// <summary>GDExtensionCallError.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CallError
{
    public const int InvalidArgument = 2;
    public const int TooManyArguments = 3;
    public const int TooFewArguments = 4;

    public int Error;
    public int Argument;
    public int Expected;
}

/// <summary>GDExtensionPropertyInfo.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PropertyInfo
{
    public VariantType Type;
    public StringName* Name;
    public StringName* ClassName;
    public uint Hint;
    public void* HintString;
    public uint Usage;
}

/// <summary>GDExtensionClassMethodInfo.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ClassMethodInfo
{
    public StringName* Name;
    public IntPtr UserData;
    public delegate* unmanaged[Cdecl]<IntPtr, IntPtr, Variant**, long, Variant*, CallError*, void> Call;
    public delegate* unmanaged[Cdecl]<IntPtr, IntPtr, void**, void*, void> PointerCall;
    public uint Flags;
    public byte HasReturnValue;
    public PropertyInfo* ReturnValue;
    public int ReturnValueMetadata;
    public uint ArgumentCount;
    public PropertyInfo* Arguments;
    public int* ArgumentsMetadata;
    public uint DefaultArgumentCount;
    public Variant** DefaultArguments;
}

/// <summary>GDExtensionClassCreationInfo4.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ClassCreationInfo
{
    public byte IsVirtual;
    public byte IsAbstract;
    public byte IsExposed;
    public byte IsRuntime;
    public void* IconPath;
    public void* Set;
    public void* Get;
    public void* GetPropertyList;
    public void* FreePropertyList;
    public void* PropertyCanRevert;
    public void* PropertyGetRevert;
    public void* ValidateProperty;
    public void* Notification;
    public void* ToStringFunction;
    public void* Reference;
    public void* Unreference;
    public delegate* unmanaged[Cdecl]<IntPtr, byte, IntPtr> CreateInstance;
    public delegate* unmanaged[Cdecl]<IntPtr, IntPtr, void> FreeInstance;
    public void* RecreateInstance;
    public void* GetVirtual;
    public void* GetVirtualCallData;
    public void* CallVirtualWithData;
    public IntPtr UserData;
}

/// <summary>GDExtensionInitialization.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Initialization
{
    public int MinimumLevel;
    public void* UserData;
    public delegate* unmanaged[Cdecl]<void*, int, void> Initialize;
    public delegate* unmanaged[Cdecl]<void*, int, void> Deinitialize;
}
