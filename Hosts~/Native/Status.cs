namespace SagTextures.Native;

/// <summary>What a call returns; the numbers are the header's.</summary>
internal enum Status
{
    Ok = 0,
    Argument = 1,
    Handle = 2,
    BufferTooSmall = 3,
    Model = 4,
    Device = 5,
    DeviceLost = 6,
    OutOfMemory = 7,
    Cancelled = 8,
    Internal = 9,
}
