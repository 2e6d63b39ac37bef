namespace SagTextures.Training;

/// <summary>Options that do not go together: exit code 2.</summary>
internal sealed class UsageException(string message) : SagTexturesException(message);
