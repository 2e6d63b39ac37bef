using System;

namespace SagTextures.Native;

/// <summary><c>sagtextures_recording</c>.</summary>
internal sealed class Recording(VulkanRecording recording) : IHandled, IDisposable
{
    public static string Kind => "recording";

    public void Dispose() => recording.Dispose();
}
