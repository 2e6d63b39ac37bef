namespace SagTextures.Training.StepTime;

/// <summary>Whose step a <see cref="StepWorker"/> makes.</summary>
internal enum StepKind
{
    /// <summary>The trainer's.</summary>
    Ours,

    /// <summary>That of <see cref="PlainTrainer"/>.</summary>
    Plain,
}
