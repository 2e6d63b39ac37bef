using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;

namespace SagTextures.Tests;

/// <summary>A program that was run to its end.</summary>
/// <param name="ExitCode">−1 where it took too long and was ended.</param>
/// <param name="Output">Both streams, in order.</param>
internal sealed record Tool(int ExitCode, string Output)
{
    public static Tool Run(
        string program, IEnumerable<string> arguments, TimeSpan limit, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += Add;
        process.ErrorDataReceived += Add;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        bool ended = process.WaitForExit(limit);
        if (!ended)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        lock (output)
            return new Tool(ended ? process.ExitCode : -1, output.ToString());

        void Add(object sender, DataReceivedEventArgs line)
        {
            lock (output)
            {
                if (line.Data != null)
                    output.Append(line.Data).Append('\n');
            }
        }
    }
}
