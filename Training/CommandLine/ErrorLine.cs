using System;
using System.IO;
using System.Text.RegularExpressions;

namespace SagTextures.Training.CommandLine;

/// <summary>An exception as one line: what is wrong, where, and what to do.</summary>
internal static partial class ErrorLine
{
    public static string From(Exception problem)
    {
        // A parallel loop wraps what its body throws.
        if (problem is AggregateException { InnerExceptions.Count: > 0 } aggregate)
            return From(aggregate.InnerExceptions[0]);
        if (problem is TypeInitializationException { InnerException: { } inner })
            return From(inner);
        string line = problem switch
        {
            SagTexturesException => problem.Message,
            UnauthorizedAccessException => $"{problem.Message} Choose a place that you may write to, or a file that you may read.",
            FileNotFoundException or DirectoryNotFoundException or IOException => problem.Message,
            DllNotFoundException => $"A native library does not load: {problem.Message}",
            OutOfMemoryException => "Not enough memory. Try a smaller --batch or --size.",
            // Native libraries add their stack to the message; its first line says what happened.
            _ => $"Unexpected {problem.GetType().Name}: {problem.Message.Split('\n')[0]} Run again with --verbose for the stack trace.",
        };
        return LineBreaks().Replace(line.Trim(), " ");
    }

    [GeneratedRegex(@"\s*[\r\n]+\s*")]
    private static partial Regex LineBreaks();
}
