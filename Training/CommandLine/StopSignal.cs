using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace SagTextures.Training.CommandLine;

/// <summary>
/// Ctrl+C and SIGTERM: the first asks the verb to finish what it must and stop, the second ends the process. For verbs that look at the
/// token; to the others the signal does what it does to any program.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration interrupt, terminate;

    public StopSignal()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (source.IsCancellationRequested)
            return;
        context.Cancel = true;
        source.Cancel();
    }
}
