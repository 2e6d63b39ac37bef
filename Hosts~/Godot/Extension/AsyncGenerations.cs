using System;
using System.Collections.Concurrent;
using System.Threading;
using SagTextures.Godot.Interop;

namespace SagTextures.Godot;

/// <summary>
/// Textures of one generator that are made on another thread, one after the other. Each is handed over on the main thread, by a
/// deferred call; until then it keeps the engine's object alive.
/// </summary>
internal sealed class AsyncGenerations
{
    public const string DeliverMethod = "_deliver";

    private readonly GodotInstance owner;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly ConcurrentDictionary<long, Finished> finished = new();
    private CancellationTokenSource cancelled = new();
    private long lastRequest;
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
        long request = Interlocked.Increment(ref lastRequest);
        Interlocked.Increment(ref pending);
        CancellationToken token = cancelled.Token;
        Variant self = owner.Owner;
        BackgroundTasks.Run(async () =>
        {
            var result = new Finished(seed, self, token, null, null);
            try
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(token, BackgroundTasks.Stopping);
                await turn.WaitAsync(stop.Token).ConfigureAwait(false);
                try
                {
                    result = result with { Map = make(stop.Token) };
                }
                finally
                {
                    turn.Release();
                }
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                // Nobody waits for it any more.
            }
#pragma warning disable CA1031 // Told on the main thread.
            catch (Exception e)
#pragma warning restore CA1031
            {
                result = result with { Problem = e.Message };
            }

            if (BackgroundTasks.Stopping.IsCancellationRequested)
            {
                self.Dispose();
                return;
            }

            finished[request] = result;
            self.Call("call_deferred", Variant.From(DeliverMethod), Variant.From(request)).Dispose();
        });
    }

    /// <summary>On the main thread: the finished request, which is then the caller's; null where it is unknown.</summary>
    public Finished? Take(long request)
    {
        if (!finished.TryRemove(request, out Finished? result))
        {
            return null;
        }

        if (!result.Token.IsCancellationRequested)
        {
            Interlocked.Decrement(ref pending);
        }

        return result;
    }

    /// <param name="Seed">That was asked for.</param>
    /// <param name="Self">Reference to the engine's object, to be disposed of.</param>
    /// <param name="Token">Whether it was cancelled.</param>
    /// <param name="Map">What was made, or null.</param>
    /// <param name="Problem">Why nothing was made, or null.</param>
    internal sealed record Finished(
        ulong Seed, Variant Self, CancellationToken Token, TextureMap? Map, string? Problem);
}
