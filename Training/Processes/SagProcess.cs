using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;

namespace SagTextures.Training.Processes;

/// <summary>Another process of this same program.</summary>
internal static class SagProcess
{
    public static async Task<(int Code, string Output, string Error)> RunAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        using Process process = Start(arguments);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(stop), error = process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts it with its output redirected.</summary>
    /// <param name="arguments">Its words.</param>
    /// <param name="canTalk">Whether its input is redirected too.</param>
    public static Process Start(IReadOnlyList<string> arguments, bool canTalk = false)
    {
        (string host, string[] first) = Host(Environment.ProcessPath);
        return Process.Start(new ProcessStartInfo(host, [.. first, .. arguments])
        {
            RedirectStandardInput = canTalk,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>This program's own host, or else the dotnet that runs it, or the one on the path, and the words that it needs first.</summary>
    /// <param name="running">Path of the program that this process runs.</param>
    internal static (string Host, string[] First) Host(string? running)
    {
        Assembly program = typeof(SagProcess).Assembly;
        string? name = Path.GetFileNameWithoutExtension(running);
        return name == program.GetName().Name
            ? (running!, [])
            : (name == "dotnet" ? running! : "dotnet", [program.Location]);
    }
}
