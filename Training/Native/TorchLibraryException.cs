using System;

namespace SagTextures.Training.Native;

/// <summary>TorchSharp's native library does not load on this machine.</summary>
public sealed class TorchLibraryException : SagTexturesException
{
    /// <summary>Creates the error with its message.</summary>
    public TorchLibraryException(string message) : base(message)
    {
    }

    /// <summary>Creates the error with its message and the failure below it.</summary>
    public TorchLibraryException(string message, Exception inner) : base(message, inner)
    {
    }
}
