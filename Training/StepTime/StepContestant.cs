namespace SagTextures.Training.StepTime;

/// <summary>Whose training step is timed.</summary>
internal enum StepContestant
{
    /// <summary>The trainer.</summary>
    Ours,

    /// <summary><see cref="PlainTrainer"/>.</summary>
    Plain,

    /// <summary>The trainer, with the C library's memory setting as it is.</summary>
    OursDefaultMemory,

    /// <summary><see cref="PlainTrainer"/>, with the trainer's memory setting.</summary>
    PlainKeptMemory,
}
