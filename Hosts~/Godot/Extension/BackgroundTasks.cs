using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace SagTextures.Godot;

/// <summary>Work on other threads, which has to end before the extension goes.</summary>
internal static class BackgroundTasks
{
    private static readonly ConcurrentDictionary<Task, byte> Running = new();
    private static readonly CancellationTokenSource Stop = new();

    /// <summary>
    /// Cancelled when the extension is about to go. A deferred call would come too late then; but the main thread waits for the
    /// tasks, so that they may let objects end themselves.
    /// </summary>
    public static CancellationToken Stopping => Stop.Token;

    public static void Run(Func<Task> work)
    {
        Task task = Task.Run(work);
        Running[task] = 0;
        task.ContinueWith(done => Running.TryRemove(done, out _), TaskScheduler.Default);
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
