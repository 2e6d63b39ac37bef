using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using NUnit.Framework;

namespace SagTextures.Tests;

/// <summary>The package as it is in version control, and as Unity sees it.</summary>
internal static class PackageTree
{
    public static string Root { get; } = typeof(PackageTree).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "PackageRoot").Value!;

    /// <summary>Files that are, or would be, under version control, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    /// <summary>Files and folders that Unity imports, without the .meta files themselves.</summary>
    public static IReadOnlyList<string> SeenByUnity { get; } = ImportedOf(Files).ToArray();

    /// <summary>Of these files, with their folders, what Unity imports.</summary>
    public static IEnumerable<string> ImportedOf(IEnumerable<string> files) => files
        .SelectMany(WithFolders)
        .Distinct()
        .Where(path => !path.Split('/').Any(name => name.StartsWith('.') || name.EndsWith('~')))
        .Where(path => !path.EndsWith(".meta", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    public static string FullPath(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(FullPath(path));

    private static IEnumerable<string> WithFolders(string file)
    {
        for (string? path = file; !string.IsNullOrEmpty(path); path = Path.GetDirectoryName(path)?.Replace('\\', '/'))
            yield return path;
    }

    private static string[] ListFiles()
    {
        string[] tracked = Git("--cached");
        HashSet<string> rooms = tracked.Select(Room).ToHashSet();
        // What a user trained or generated right in the checkout is not of the package.
        IEnumerable<string> added = Git("--others", "--exclude-standard").Where(path => rooms.Contains(Room(path)));
        return tracked.Concat(added).Where(path => File.Exists(FullPath(path))).Distinct().ToArray();
    }

    private static string Room(string path) => path.Split('/')[0];

    private static string[] Git(params string[] which)
    {
        var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files", "-z", .. which])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using Process git = Process.Start(start)!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.That(git.ExitCode, Is.Zero, "git ls-files failed: these tests need the package as a git checkout");
        return output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }
}
