namespace SagTextures.Godot;

/// <summary>Godot's Error: those that are answered here.</summary>
internal enum GodotError
{
    Ok = 0,
    Failed = 1,
    Unconfigured = 3,
    FileNotFound = 7,
    FileUnrecognized = 15,
    CannotCreate = 20,
    InvalidParameter = 31,
}
