using System;
using System.IO;
using System.Linq;
using System.Reflection;
using NUnit.Framework;
using SagTextures.Models;

[assembly: NonParallelizable]

namespace SagTextures.Tests.Native;

/// <summary>Builds what the tests work on: the library, the C test program, and models that have what the shipped one lacks.</summary>
[SetUpFixture]
public sealed class Workshop
{
    public static string Root { get; } = typeof(Workshop).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "PackageRoot").Value!;

    /// <summary>Holds the library, its header and everything that is made here.</summary>
    public static string Folder { get; } = Directory.CreateTempSubdirectory("sagtextures-native-").FullName;

    public static string VectorModel { get; } = Path.Combine(Root, "Samples~/Models/bricks.safetensors");

    public static string GridModel { get; } = Path.Combine(Folder, "grid.safetensors");

    public static string ClassModel { get; } = Path.Combine(Folder, "classes.safetensors");

    public static string Library { get; } = Path.Combine(Folder, "libsagtextures.so");

    public static string Header { get; } = Path.Combine(Folder, "sagtextures.h");

    public static string Program { get; } = Path.Combine(Folder, "tests");

    public static string Compiler { get; } = Tool.Exists("cc") ? "cc" : "gcc";

    /// <summary>For a group of tests in the program.</summary>
    public static string[] Arguments(string group, string backend) => [group, backend, VectorModel, GridModel, ClassModel];

    [OneTimeSetUp]
    public void Build()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("These tests work with the compiler and tools of a Linux system.");
        Tool.Run("bash", Path.Combine(Root, "sag"), "native", "--out", Folder).MustSucceed();
        ModelFile.Write(ModelCases.Grid(PaddingMode.Circular), GridModel);
        ModelFile.Write(ModelCases.Residual(PaddingMode.Zero), ClassModel);
        string sources = Path.Combine(Root, "Tests/Native/C~");
        Tool.Run(Compiler,
        [
            "-std=c11", "-D_POSIX_C_SOURCE=200809L", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-g", $"-I{Folder}",
            .. Directory.GetFiles(sources, "*.c"), $"-L{Folder}", "-lsagtextures", "-lvulkan", "-lpthread", "-ldl",
            "-Wl,-rpath,$ORIGIN", "-o", Program,
        ]).MustSucceed();
        Tool.Run(Compiler,
        [
            "-std=c11", "-shared", "-fPIC", Path.Combine(sources, "plugin", "plugin.c"), "-o", Path.Combine(Folder, "libplugin.so"),
        ]).MustSucceed();
    }

    [OneTimeTearDown]
    public void CleanUp() => Directory.Delete(Folder, recursive: true);
}
