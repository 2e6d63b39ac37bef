using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SagTextures.Training.Plots;

/// <summary>Aligned columns of plain text, the same on a terminal and in a file.</summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> rows = [headings];

    public void Add(params string[] cells) => rows.Add(cells);

    public void Write(TextWriter output)
    {
        int[] widths = headings.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (string[] row in rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => Align(cell, widths[column]))).TrimEnd());
    }

    /// <summary>Numbers to the right, words to the left.</summary>
    private static string Align(string cell, int width) =>
        cell.TrimStart('-') is [>= '0' and <= '9', ..] && !cell.Contains('×') ? cell.PadLeft(width) : cell.PadRight(width);
}
