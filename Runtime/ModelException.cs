using System;

namespace SagTextures
{
    /// <summary>A model file is missing, unreadable, damaged, hostile, or of a kind that this version does not know.</summary>
    public sealed class ModelException : SagTexturesException
    {
        /// <summary>Creates the error with its message.</summary>
        public ModelException(string message) : base(message) { }

        /// <summary>Creates the error with its message and the failure below it.</summary>
        public ModelException(string message, Exception innerException) : base(message, innerException) { }
    }
}
