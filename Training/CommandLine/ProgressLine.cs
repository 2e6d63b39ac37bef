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

    /// <summary>Columns that a line may have; 0 where output goes to a file. Room for the ^C that a terminal adds is left.</summary>
    public int Columns => terminal ? Math.Max(20, (Console.WindowWidth > 0 ? Console.WindowWidth : 80) - 2) : 0;

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

    /// <summary>Leaves the line as it is, so that something else can be written below it.</summary>
    public void Leave()
    {
        lock (gate)
        {
            if (width > 0)
                output.WriteLine();
            width = 0;
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
        int columns = Columns;
        if (text.Length > columns)
            text = text[..columns];
        // The terminal may have become narrower since the last line.
        output.Write("\r" + text.PadRight(Math.Min(width, columns)) + (text.Length == 0 ? "\r" : ""));
        output.Flush();
        width = text.Length;
    }
}
