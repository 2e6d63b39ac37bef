namespace SagTextures.Native;

/// <summary>A mistake in how the library was called.</summary>
internal sealed class NativeException(Status status, string message) : SagTexturesException(message)
{
    public Status Status { get; } = status;
}
