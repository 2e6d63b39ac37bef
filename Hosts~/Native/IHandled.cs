namespace SagTextures.Native;

/// <summary>Something that C holds a handle to.</summary>
internal interface IHandled
{
    /// <summary>What messages call it.</summary>
    static abstract string Kind { get; }
}
