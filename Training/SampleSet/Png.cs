using StbImageWriteSharp;

namespace SagTextures.Training.SampleSet;

/// <summary>PNG files of RGB bytes.</summary>
internal static class Png
{
    public static void WriteRgb(string path, byte[] pixels, int width, int height) =>
        AtomicFile.Write(path, stream => new ImageWriter().WritePng(pixels, width, height, ColorComponents.RedGreenBlue, stream));
}
