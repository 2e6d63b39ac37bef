using System;
using System.Collections.Generic;

namespace SagTextures.Training.Plots;

/// <summary>Digits and capitals of 3×5 squares: no font is on every machine.</summary>
internal static class PlotFont
{
    private const int Columns = 3, Advance = 4;

    private static readonly Dictionary<char, string> Glyphs = new()
    {
        ['-'] = "......###......",
        ['.'] = ".............#.",
        ['0'] = "####.##.##.####",
        ['1'] = ".#.##..#..#.###",
        ['2'] = "###..#####..###",
        ['3'] = "###..#.##..####",
        ['4'] = "#.##.####..#..#",
        ['5'] = "####..###..####",
        ['6'] = "####..####.####",
        ['7'] = "###..#..#.#..#.",
        ['8'] = "####.#####.####",
        ['9'] = "####.####..####",
        ['A'] = "####.#####.##.#",
        ['B'] = "##.#.###.#.###.",
        ['C'] = "####..#..#..###",
        ['D'] = "##.#.##.##.###.",
        ['E'] = "####..##.#..###",
        ['F'] = "####..##.#..#..",
        ['G'] = "####..#.##.####",
        ['H'] = "#.##.#####.##.#",
        ['I'] = "###.#..#..#.###",
        ['J'] = "..#..#..##.####",
        ['K'] = "#.##.###.#.##.#",
        ['L'] = "#..#..#..#..###",
        ['M'] = "#.########.##.#",
        ['N'] = "##.#.##.##.##.#",
        ['O'] = ".#.#.##.##.#.#.",
        ['P'] = "####.#####..#..",
        ['Q'] = "####.##.###...#",
        ['R'] = "####.###.#.##.#",
        ['S'] = "####..###..####",
        ['T'] = "###.#..#..#..#.",
        ['U'] = "#.##.##.##.####",
        ['V'] = "#.##.##.##.#.#.",
        ['W'] = "#.##.########.#",
        ['X'] = "#.##.#.#.#.##.#",
        ['Y'] = "#.##.#.#..#..#.",
        ['Z'] = "###..#.#.#..###",
    };

    /// <summary>Pixels that a text takes.</summary>
    public static int Width(string text, int scale) => ((text.Length * Advance) - 1) * scale;

    /// <summary>Tells the place of every square of a text; what has no glyph is a gap.</summary>
    public static void Draw(string text, int scale, Action<int, int> square)
    {
        for (int i = 0; i < text.Length; i++)
        {
            string glyph = Glyphs.GetValueOrDefault(text[i], "");
            for (int j = 0; j < glyph.Length; j++)
            {
                if (glyph[j] == '#')
                    square(((i * Advance) + (j % Columns)) * scale, j / Columns * scale);
            }
        }
    }
}
