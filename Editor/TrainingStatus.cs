namespace SagTextures.Editor
{
    /// <summary>How far a run has come.</summary>
    public enum TrainingStatus
    {
        /// <summary>It trains.</summary>
        Running,

        /// <summary>All steps are done.</summary>
        Completed,

        /// <summary>It was asked to stop, saved and ended; it can be resumed.</summary>
        Stopped,

        /// <summary>It ended with an error; the message says which.</summary>
        Failed,

        /// <summary>Its process is gone without a last word; it can be resumed from its last checkpoint.</summary>
        Killed,
    }
}
