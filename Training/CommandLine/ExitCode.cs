namespace SagTextures.Training.CommandLine;

internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    /// <summary>128 + SIGINT, as shells report it.</summary>
    public const int Stopped = 130;
}
