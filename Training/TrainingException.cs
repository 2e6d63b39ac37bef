using System;

namespace SagTextures.Training;

/// <summary>A training cannot start or go on; the message says why and what to do.</summary>
public class TrainingException : SagTexturesException
{
    /// <summary>Creates the error with its message.</summary>
    public TrainingException(string message) : base(message)
    {
    }

    /// <summary>Creates the error with its message and the failure below it.</summary>
    public TrainingException(string message, Exception inner) : base(message, inner)
    {
    }
}
