using System;
using System.Threading;
using System.Threading.Tasks;

namespace SagTextures.Native;

/// <summary>Runs a generator's jobs one after the other, in order, on threads of the pool.</summary>
internal sealed class JobQueue
{
    [ThreadStatic]
    private static JobQueue? running;

    private readonly Lock gate = new();
    private Task last = Task.CompletedTask;
    private volatile bool isStopped;

    /// <summary>Whether jobs that have not begun are to be cancelled.</summary>
    public bool IsStopped => isStopped;

    /// <exception cref="ObjectDisposedException">It was stopped.</exception>
    public void Add(Action job)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isStopped, this);
            last = last.ContinueWith(_ => Run(job), TaskScheduler.Default);
        }
    }

    /// <summary>Takes no more jobs and waits for those there are, unless one of them is what calls.</summary>
    public void Stop()
    {
        lock (gate)
            isStopped = true;
        if (running != this)
            last.Wait();
    }

    private void Run(Action job)
    {
        // A thread that waits for another generator's jobs may be lent to them.
        JobQueue? before = running;
        running = this;
        try
        {
            job();
        }
        finally
        {
            running = before;
        }
    }
}
