using System;
using System.Collections.Concurrent;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot;

/// <summary>
/// The internal class SagMainThread: brings what other threads have made to the main thread, by deferred calls.
/// </summary>
internal sealed class MainThread : GodotInstance
{
    private const string ClassName = "SagMainThread";

    private static readonly ConcurrentQueue<(Variant Subject, Action Tell)> Waiting = new();

    private static Variant instance;

    public static ClassDefinition Define() => new ClassDefinition(ClassName, "RefCounted", () => new MainThread(), isExposed: false)
        .Method("tell", new Parameter(string.Empty, VariantType.Nil), (_, _) => Tell());

    public static void Start() => instance = ClassRegistration.New(ClassName);

    /// <summary>On any thread.</summary>
    /// <param name="subject">The engine's object that it is about; disposed of afterwards, there, where objects may end.</param>
    /// <param name="tell">What to do.</param>
    public static void Post(Variant subject, Action tell)
    {
        Waiting.Enqueue((subject, tell));
        instance.Call("call_deferred", Variant.From("tell")).Dispose();
    }

    /// <summary>Lets go of all that wait: nobody can be told any more.</summary>
    public static void Drop()
    {
        while (Waiting.TryDequeue(out (Variant Subject, Action Tell) next))
        {
            next.Subject.Dispose();
        }
    }

    public static void Stop()
    {
        Drop();
        instance.Dispose();
        instance = default;
    }

    private static Variant Tell()
    {
        if (Waiting.TryDequeue(out (Variant Subject, Action Tell) next))
        {
            using Variant subject = next.Subject;
            next.Tell();
        }

        return default;
    }
}
