using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace SagTextures.Editor
{
    /// <summary>
    /// Which process trains in a run folder, written to <c>trainer.pid</c>: its number, when it started, and how long
    /// <c>progress.jsonl</c> was then.
    /// </summary>
    internal sealed class TrainerId
    {
        private readonly int process;
        private readonly long start;

        private TrainerId(int process, long start, long progressLength)
        {
            this.process = process;
            this.start = start;
            ProgressLength = progressLength;
        }

        /// <summary>How far the reports of earlier trainings went before this trainer wrote any.</summary>
        public long ProgressLength { get; }

        /// <summary>Whether that very process lives. Systems reuse numbers: another start is another process.</summary>
        public bool IsAlive => StartOf(process) is { } found && Math.Abs(found - start) <= (IsLinux ? 0 : 2);

        private static bool IsLinux => Directory.Exists("/proc/self");

        public static TrainerId Of(Process process, long progressLength) =>
            new TrainerId(process.Id, StartOf(process.Id) ?? 0, progressLength);

        /// <summary>The trainer of a run folder, or null where none was started by an editor.</summary>
        public static TrainerId? Read(string runFolder)
        {
            try
            {
                long[] numbers = File.ReadAllText(PathIn(runFolder)).Split(' ')
                    .Select(word => long.Parse(word, NumberStyles.None, CultureInfo.InvariantCulture)).ToArray();
                return numbers.Length == 3 ? new TrainerId(checked((int)numbers[0]), numbers[1], numbers[2]) : null;
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException || e is FormatException || e is OverflowException)
            {
                return null;
            }
        }

        public void Write(string runFolder) =>
            File.WriteAllText(PathIn(runFolder), FormattableString.Invariant($"{process} {start} {ProgressLength}"));

        private static string PathIn(string runFolder) => Path.Combine(runFolder, "trainer.pid");

        /// <returns>Clock ticks since boot on Linux, seconds of Unix time elsewhere; null where no such process lives.</returns>
        private static long? StartOf(int number)
        {
            try
            {
                if (IsLinux)
                {
                    // proc(5): the name, in parentheses, may hold anything; state is field 3, the start is field 22.
                    string stat = File.ReadAllText(FormattableString.Invariant($"/proc/{number}/stat"));
                    string[] fields = stat.Substring(stat.LastIndexOf(')') + 2).Split(' ');
                    bool isDead = fields[0] == "Z" || fields[0] == "X";
                    return isDead ? (long?)null : long.Parse(fields[19], CultureInfo.InvariantCulture);
                }

                using Process process = Process.GetProcessById(number);
                return process.HasExited ? (long?)null : new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException || e is ArgumentException
                || e is InvalidOperationException || e is Win32Exception)
            {
                return null;
            }
        }
    }
}
