using System;

namespace SagTextures
{
    /// <summary>
    /// What went wrong, where, and what to do about it, in one line that a game developer can act on.
    /// Every error that this library reports by itself derives from it.
    /// </summary>
    public class SagTexturesException : Exception
    {
        /// <summary>Creates the error with its message.</summary>
        public SagTexturesException(string message) : base(message) { }

        /// <summary>Creates the error with its message and the failure below it.</summary>
        public SagTexturesException(string message, Exception innerException) : base(message, innerException) { }
    }
}
