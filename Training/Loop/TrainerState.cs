namespace SagTextures.Training.Loop;

/// <summary>What a checkpoint keeps beside tensors. Entries that an older checkpoint lacks begin at their defaults.</summary>
internal sealed record TrainerState
{
    /// <summary>Steps made.</summary>
    public int Step { get; init; }
}
