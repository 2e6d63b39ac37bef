using System;
using System.Threading;
using System.Threading.Tasks;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot;

/// <summary>Textures of one generator that are made on another thread, one after the other, and told by its signal.</summary>
internal sealed class AsyncGenerations
{
    private readonly GodotInstance owner;
    private readonly Lock gate = new();
    private Task last = Task.CompletedTask;
    private CancellationTokenSource cancelled = new();
    private int pending;

    public AsyncGenerations(GodotInstance owner) => this.owner = owner;

    /// <summary>Those that were asked for and neither handed over nor cancelled.</summary>
    public int Pending => pending;

    /// <summary>Drops what waits; what is being made is not handed over any more.</summary>
    public void Cancel()
    {
        cancelled.Cancel();
        cancelled = new CancellationTokenSource();
        Volatile.Write(ref pending, 0);
    }

    /// <param name="seed">Of the texture.</param>
    /// <param name="make">Makes it.</param>
    public void Start(ulong seed, Func<CancellationToken, TextureMap> make)
    {
        Interlocked.Increment(ref pending);
        CancellationToken token = cancelled.Token;
        Follow(before => BackgroundTasks.Run(owner.Owner, async () =>
        {
            await before.ConfigureAwait(false);
            TextureMap? map = null;
            string? problem = null;
            try
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(token, BackgroundTasks.Stopping);
                stop.Token.ThrowIfCancellationRequested();
                map = make(stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                // Nobody waits for it any more.
            }
#pragma warning disable CA1031 // Told on the main thread.
            catch (Exception e)
#pragma warning restore CA1031
            {
                problem = e.Message;
            }

            return () => HandOver(seed, map, problem, token);
        }));
    }

    /// <summary>Does something on another thread when all that were asked for so far are made.</summary>
    public void Then(Action work) => Follow(before => BackgroundTasks.Run(async () =>
    {
        await before.ConfigureAwait(false);
        work();
    }));

    private void Follow(Func<Task, Task> start)
    {
        lock (gate)
        {
            last = start(last);
        }
    }

    /// <summary>On the main thread.</summary>
    private void HandOver(ulong seed, TextureMap? map, string? problem, CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            return;
        }

        Interlocked.Decrement(ref pending);
        if (problem != null)
        {
            GodotInterface.PrintError(problem, $"{nameof(SagTextureGenerator)}.generate_async");
        }

        using Variant self = owner.Owner;
        Variant image = map == null ? default : GodotImage.From(map);
        self.Call("emit_signal", Variant.From("generated"), Variant.From((long)seed), image).Dispose();
    }
}
