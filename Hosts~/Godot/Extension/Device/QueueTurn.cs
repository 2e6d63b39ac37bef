using System.Threading;

namespace SagTextures.Godot.Device;

/// <summary>
/// The engine's queue belongs to its render thread. Here that thread stands still for a moment, between two frames, while another
/// thread submits.
/// </summary>
internal sealed class QueueTurn
{
    private const int PollMilliseconds = 100;

    private readonly object gate = new();
    private int wanting;
    private bool isGranted;
    private bool isTaken;

    /// <summary>On another thread: waits for its turn.</summary>
    /// <exception cref="System.OperationCanceledException">The extension is about to go.</exception>
    public void Enter()
    {
        lock (gate)
        {
            wanting++;
            try
            {
                while (!isGranted)
                {
                    BackgroundTasks.Stopping.ThrowIfCancellationRequested();
                    Monitor.Wait(gate, PollMilliseconds);
                }

                (isGranted, isTaken) = (false, true);
            }
            finally
            {
                wanting--;
            }
        }
    }

    /// <summary>On the thread that entered.</summary>
    public void Leave()
    {
        lock (gate)
        {
            isTaken = false;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>On the render thread: gives one thread its turn, where one waits, and waits until it has submitted.</summary>
    public void Grant()
    {
        lock (gate)
        {
            isGranted = wanting > 0;
            Monitor.PulseAll(gate);
            while (isGranted || isTaken)
            {
                Monitor.Wait(gate);
            }
        }
    }
}
