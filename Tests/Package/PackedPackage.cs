using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>What <c>./sag pack</c> makes, installed into an empty folder as Unity does.</summary>
internal sealed class PackedPackage : IDisposable
{
    public PackedPackage()
    {
        Folder = Directory.CreateTempSubdirectory("sag pack ").FullName;
        Archive = Run("bash", Path.Combine(PackageTree.Root, "sag"), "pack", "--out", Folder).Trim().Split('\n')[^1];
        using FileStream file = File.OpenRead(Archive);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(gzip, Folder, overwriteFiles: false);
        Root = Path.Combine(Folder, "package");
        Files = Directory.EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal).ToArray();
    }

    /// <summary>A folder around the installed package, for what a test makes.</summary>
    public string Folder { get; }

    /// <summary>The .tgz.</summary>
    public string Archive { get; }

    /// <summary>The installed package.</summary>
    public string Root { get; }

    /// <summary>Its files, relative to <see cref="Root"/>, with forward slashes.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Files and folders that Unity imports, without the .meta files themselves.</summary>
    public IEnumerable<string> SeenByUnity => PackageTree.ImportedOf(Files);

    public string FullPath(string path) => Path.Combine(Root, path);

    public string Read(string path) => File.ReadAllText(FullPath(path));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Runs a program, which must succeed.</summary>
    /// <returns>Its standard output.</returns>
    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}\n{output}");
        return output;
    }
}
