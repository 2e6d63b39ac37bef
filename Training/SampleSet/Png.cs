using System.IO;
using StbImageWriteSharp;

namespace SagTextures.Training.SampleSet;

/// <summary>PNG files of RGB bytes.</summary>
internal static class Png
{
    /// <summary>Writes under a temporary name first, so that a reader never sees half a picture.</summary>
    public static void WriteRgb(string path, byte[] pixels, int width, int height)
    {
        string partial = path + ".partial";
        using (FileStream stream = File.Create(partial))
            new ImageWriter().WritePng(pixels, width, height, ColorComponents.RedGreenBlue, stream);
        File.Move(partial, path, overwrite: true);
    }
}
