using System;

namespace SagTextures.Training.Native;

/// <summary>TorchSharp's native library does not load on this machine.</summary>
public sealed class TorchLibraryException : Exception
{
    /// <param name="message">What failed and what to do.</param>
    /// <param name="inner">The cause, if any.</param>
    public TorchLibraryException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
