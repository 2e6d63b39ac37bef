using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SagTextures.Godot.Device;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot;

/// <summary>Where Godot enters: <c>entry_symbol</c> of sagtextures.gdextension.</summary>
internal static unsafe class ExtensionEntry
{
    private const int SceneLevel = 2;
    private const int EditorLevel = 3;

    [UnmanagedCallersOnly(EntryPoint = "godot_sagtextures_init", CallConvs = [typeof(CallConvCdecl)])]
    private static byte Initialize(
        delegate* unmanaged[Cdecl]<byte*, void*> getProcAddress, IntPtr library, Initialization* initialization)
    {
        try
        {
            GodotInterface.Load(getProcAddress, library);
        }
        catch (SagTexturesException e)
        {
            Console.Error.WriteLine(e.Message);
            return 0;
        }

        *initialization = new Initialization { MinimumLevel = SceneLevel, Initialize = &Start, Deinitialize = &Stop };
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Start(void* userData, int level) => Guard(() =>
    {
        if (level == SceneLevel)
        {
            ClassRegistration.Register(MainThread.Define());
            ClassRegistration.Register(EngineEnd.Define());
            ClassRegistration.Register(DeviceTexture.Define());
            ClassRegistration.Register(RenderQueue.Define());
            ClassRegistration.Register(SagTextureGenerator.Define());
            ClassRegistration.Register(SagTrainingRun.Define());
            MainThread.Start();
        }
        else if (level == EditorLevel)
        {
            Help.Load();
        }
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Stop(void* userData, int level) => Guard(() =>
    {
        if (level == SceneLevel)
        {
            EngineEnd.StopAll();
            RenderQueue.Stop();
            MainThread.Stop();
            ClassRegistration.UnregisterAll();
            StringName.FreeAll();
        }
    });

    private static void Guard(Action action)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // No exception may cross into the engine.
        catch (Exception e)
#pragma warning restore CA1031
        {
            GodotInterface.PrintError($"SagTextures: {e.Message}", nameof(ExtensionEntry));
        }
    }
}
