using System;
using System.IO;
using System.Linq;
using NUnit.Framework;
using StbImageSharp;

namespace SagTextures.Tests;

/// <summary>A screenshot.</summary>
internal static class Picture
{
    public static ImageResult Read(string path) => ImageResult.FromMemory(File.ReadAllBytes(path), ColorComponents.RedGreenBlue);

    /// <summary>Mean difference of two pictures of the same size, of 255.</summary>
    public static double Difference(string path, string expectedPath)
    {
        ImageResult picture = Read(path), expected = Read(expectedPath);
        Assert.That((picture.Width, picture.Height), Is.EqualTo((expected.Width, expected.Height)));
        return picture.Data.Zip(expected.Data, (a, b) => Math.Abs(a - b)).Average();
    }
}
