using System.Diagnostics;
using System.Threading.Tasks;
using NUnit.Framework;

namespace SagTextures.Tests.Native;

/// <summary>A program that ran to its end.</summary>
internal sealed record Tool(int ExitCode, string Output)
{
    /// <summary>Runs a program and hands back what it wrote to both streams.</summary>
    public static Tool Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Workshop.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Tool(process.ExitCode, output + error.Result);
    }

    /// <summary>Whether the program is on the PATH.</summary>
    public static bool Exists(string program) => Run("sh", "-c", $"command -v {program}").ExitCode == 0;

    /// <summary>Fails the test where the program failed.</summary>
    public Tool MustSucceed()
    {
        Assert.That(ExitCode, Is.Zero, Output);
        return this;
    }
}
