namespace SagTextures.Training;

/// <summary>A training went wrong from every checkpoint that it went back to: its options do not work.</summary>
internal sealed class GivenUpException(string message) : TrainingException(message);
