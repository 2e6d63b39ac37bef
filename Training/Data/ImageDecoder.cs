using System;
using System.IO;
using StbImageSharp;

namespace SagTextures.Training.Data;

/// <summary>Image files of every kind as 8-bit RGB, the way they are meant to be seen.</summary>
internal static class ImageDecoder
{
    /// <returns>The image, or null and the reason.</returns>
    public static (RgbImage? Image, string Reason) Decode(string file)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(file);
            ImageResult result = ImageResult.FromMemory(bytes, ColorComponents.RedGreenBlueAlpha);
            if (!FileEnd.IsThere(bytes))
                return (null, "its end is missing");
            var image = new RgbImage(result.Width, result.Height, Flatten(result.Data));
            return (ExifOrientation.Apply(image, ExifOrientation.Read(bytes)), "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"not readable ({e.Message})");
        }
        // The decoder reports damage with whatever exception it runs into, and messages that help nobody.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (null, "damaged, or not an image of its kind");
        }
    }

    /// <summary>What shows through transparent pixels is the mean colour of the others: no dark edges that D could learn.</summary>
    private static byte[] Flatten(byte[] rgba)
    {
        Span<double> mean = [0, 0, 0];
        double total = 0;
        for (int i = 0; i < rgba.Length; i += 4)
        {
            total += rgba[i + 3];
            for (int c = 0; c < 3; c++)
                mean[c] += rgba[i + c] * (double)rgba[i + 3];
        }
        var rgb = new byte[rgba.Length / 4 * 3];
        for (int i = 0; i < rgb.Length; i++)
        {
            double alpha = rgba[i / 3 * 4 + 3] / 255.0, below = total > 0 ? mean[i % 3] / total : 0;
            rgb[i] = (byte)Math.Round(alpha * rgba[i / 3 * 4 + i % 3] + (1 - alpha) * below);
        }
        return rgb;
    }
}
