using System;
using System.IO;

namespace SagTextures.Training.CommandLine;

internal static class OutputFolder
{
    /// <summary>Makes the folder and proves that it can be written to, before hours of work go into it.</summary>
    /// <param name="option">The option that named the folder, for the message.</param>
    public static void Require(string folder, string option)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, $".sag-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception problem) when (
            problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SagTexturesException(
                $"Cannot write to the folder {folder} ({option}). Choose a folder that you may write to.", problem);
        }
    }
}
