using System;
using System.Diagnostics;
using System.IO;

namespace SagTextures.Training.CommandLine;

/// <summary>One line that is rewritten in place on a terminal, and a plain line now and then where output goes to a file.</summary>
internal sealed class ProgressLine(TextWriter output) : IDisposable
{
    private static readonly TimeSpan TerminalPause = TimeSpan.FromSeconds(0.1), FilePause = TimeSpan.FromSeconds(10);

    private readonly bool terminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
    private readonly Stopwatch sinceReport = Stopwatch.StartNew();
    private readonly object gate = new();
    private int width;

    /// <summary>Shows the state of the work, unless the last report is very recent. Safe to call from any thread.</summary>
    public void Report(string text)
    {
        lock (gate)
        {
            if (sinceReport.Elapsed < (terminal ? TerminalPause : FilePause))
                return;
            sinceReport.Restart();
            if (terminal)
                Rewrite(text);
            else
                output.WriteLine(text);
        }
    }

    /// <summary>Writes a line that stays.</summary>
    public void Keep(string text)
    {
        lock (gate)
        {
            if (terminal)
                Rewrite("");
            output.WriteLine(text);
        }
    }

    /// <summary>Leaves the cursor at the start of an empty line.</summary>
    public void Dispose()
    {
        if (width > 0)
            Rewrite("");
    }

    private void Rewrite(string text)
    {
        int columns = Math.Max(20, Console.WindowWidth - 1);
        if (text.Length > columns)
            text = text[..columns];
        output.Write("\r" + text.PadRight(width) + (text.Length == 0 ? "\r" : ""));
        output.Flush();
        width = text.Length;
    }
}
