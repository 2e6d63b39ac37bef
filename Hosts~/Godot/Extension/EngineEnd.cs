using System.Threading;
using SagTextures.Godot.Device;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot;

/// <summary>
/// The internal class SagEngineEnd: hangs on the main loop as metadata and is freed with it. That is the moment to end what is
/// under way: no frame follows, but scripts and all classes still live, and objects may be let go of.
/// </summary>
internal sealed class EngineEnd : GodotInstance
{
    private const string ClassName = "SagEngineEnd";

    private static int isWatched;

    public static ClassDefinition Define() => new(ClassName, "RefCounted", () => new EngineEnd(), isExposed: false);

    /// <summary>On any thread, when something gets under way.</summary>
    public static void Watch()
    {
        if (Volatile.Read(ref isWatched) == 0 && !TryWatch())
        {
            // A script that is a main loop itself is being made. Its first frame is early enough.
            MainThread.Post(default, () => TryWatch());
        }
    }

    public override void Free() => StopAll();

    /// <summary>Cancels all work, waits for it and lets go of what it was for.</summary>
    public static void StopAll()
    {
        BackgroundTasks.StopAll();
        RenderQueue.DropAll();
        MainThread.Drop();
    }

    /// <summary>Whether there is a main loop.</summary>
    private static bool TryWatch()
    {
        using Variant engine = Variant.Singleton("Engine");
        using Variant mainLoop = engine.Call("get_main_loop");
        if (mainLoop.Type != VariantType.Object || mainLoop.ToObject() == default)
        {
            return false;
        }

        if (Interlocked.Exchange(ref isWatched, 1) == 0)
        {
            mainLoop.Call("set_meta", Variant.From("_sagtextures"), ClassRegistration.New(ClassName)).Dispose();
        }

        return true;
    }
}
