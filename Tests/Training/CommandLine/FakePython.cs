using System;
using System.IO;

namespace SagTextures.Tests.CommandLine;

/// <summary>A stand-in for Python, a shell script, until it is disposed of.</summary>
internal sealed class FakePython : IDisposable
{
    public const string Variable = "SAG_PYTHON";
    private readonly TemporaryFolder folder = new();
    private readonly string? before = Environment.GetEnvironmentVariable(Variable);

    public FakePython(string script)
    {
        string path = Path.Combine(folder.Path, "python");
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable(Variable, path);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, before);
        folder.Dispose();
    }
}
