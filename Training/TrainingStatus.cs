namespace SagTextures.Training;

/// <summary>Where a run stands.</summary>
public enum TrainingStatus
{
    /// <summary>Steps are being made.</summary>
    Running,

    /// <summary>All steps are made.</summary>
    Completed,

    /// <summary>The user stopped it; it can be resumed.</summary>
    Stopped,

    /// <summary>It cannot go on; the message says why.</summary>
    Failed,
}
