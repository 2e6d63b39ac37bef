using System;
using System.Diagnostics;
using System.IO;

namespace SagTextures.Training.CommandLine;

/// <summary>One line that is rewritten in place on a terminal, and a plain line now and then where output goes to a file.</summary>
internal sealed class ProgressLine(TextWriter output) : IDisposable
{
    private static readonly TimeSpan TerminalPause = TimeSpan.FromSeconds(0.1), FilePause = TimeSpan.FromSeconds(10);

    private readonly bool _terminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
    private readonly Stopwatch _sinceReport = Stopwatch.StartNew();
    private readonly object _lock = new();
    private int _width;

    /// <summary>Shows the state of the work, unless the last report is very recent. Safe to call from any thread.</summary>
    public void Report(string text)
    {
        lock (_lock)
        {
            if (_sinceReport.Elapsed < (_terminal ? TerminalPause : FilePause))
                return;
            _sinceReport.Restart();
            if (_terminal)
                Rewrite(text);
            else
                output.WriteLine(text);
        }
    }

    /// <summary>Writes a line that stays.</summary>
    public void End(string text)
    {
        lock (_lock)
        {
            if (_terminal)
                Rewrite("");
            output.WriteLine(text);
        }
    }

    /// <summary>Leaves the cursor at the start of an empty line.</summary>
    public void Dispose()
    {
        if (_width > 0)
            Rewrite("");
    }

    private void Rewrite(string text)
    {
        int columns = Math.Max(20, Console.WindowWidth - 1);
        if (text.Length > columns)
            text = text[..columns];
        output.Write("\r" + text.PadRight(_width) + (text.Length == 0 ? "\r" : ""));
        output.Flush();
        _width = text.Length;
    }
}
