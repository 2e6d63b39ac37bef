using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SagTextures.Native;

/// <summary>Where exceptions end: every export that can fail runs inside <see cref="Call"/>.</summary>
internal static class Boundary
{
    [ThreadStatic]
    private static Utf8Text? lastError;

    private static readonly Utf8Text NoError = new(string.Empty);

    /// <summary>Runs an export's work and turns what it throws into a status and this thread's last error.</summary>
    public static Status Call(Action work)
    {
        try
        {
            work();
            return Status.Ok;
        }
        catch (Exception e)
        {
            Status status = StatusOf(e);
            lastError?.Dispose();
            lastError = new Utf8Text(MessageOf(e, status));
            return status;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "sagtextures_last_error", CallConvs = [typeof(CallConvCdecl)])]
    private static nint LastError() => (lastError ?? NoError).Pointer;

    private static Status StatusOf(Exception e) => e switch
    {
        NativeException native => native.Status,
        ModelException => Status.Model,
        DeviceLostException => Status.DeviceLost,
        DeviceMemoryException or OutOfMemoryException => Status.OutOfMemory,
        DeviceException => Status.Device,
        SagTexturesException or ArgumentException => Status.Argument,
        OperationCanceledException => Status.Cancelled,
        ObjectDisposedException => Status.Handle,
        _ => Status.Internal,
    };

    private static string MessageOf(Exception e, Status status) => status switch
    {
        Status.Internal => $"Internal error, please report it: {e.GetType().Name}: {e.Message}",
        Status.Handle when e is ObjectDisposedException => "The generator was freed meanwhile.",
        Status.Cancelled => "The job was cancelled before its texture was made.",
        _ => e.Message,
    };
}
