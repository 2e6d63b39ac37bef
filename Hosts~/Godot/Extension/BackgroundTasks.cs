using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot;

/// <summary>Work on other threads, which has to end before the engine does.</summary>
internal static class BackgroundTasks
{
    private static readonly ConcurrentDictionary<Task, byte> Running = new();
    private static readonly CancellationTokenSource Stop = new();

    /// <summary>Cancelled when the engine is about to end.</summary>
    public static CancellationToken Stopping => Stop.Token;

    public static Task Run(Func<Task> work)
    {
        EngineEnd.Watch();
        Task task = Task.Run(work);
        Running[task] = 0;
        task.ContinueWith(done => Running.TryRemove(done, out _), TaskScheduler.Default);
        return task;
    }

    /// <summary>Works on another thread and then, on the main thread, tells what came of it.</summary>
    /// <param name="subject">The engine's object that it is for; kept alive until then, and disposed of.</param>
    /// <param name="work">Answers what to do on the main thread. It throws nothing.</param>
    public static Task Run(Variant subject, Func<Task<Action>> work)
    {
        if (Stopping.IsCancellationRequested)
        {
            subject.Dispose();
            return Task.CompletedTask;
        }

        return Run(async () => MainThread.Post(subject, await work().ConfigureAwait(false)));
    }

    /// <summary>Cancels everything and waits for it.</summary>
    public static void StopAll()
    {
        Stop.Cancel();
        foreach (Task task in Running.Keys)
        {
            task.Wait();
        }
    }
}
