using System.Threading;

namespace SagTextures.Native;

/// <summary><c>sagtextures_job</c>: a texture that is being made.</summary>
internal sealed class Job : IHandled
{
    private readonly CancellationTokenSource cancellation = new();

    public static string Kind => "job that still runs";

    public CancellationToken Cancellation => cancellation.Token;

    public void Cancel() => cancellation.Cancel();
}
