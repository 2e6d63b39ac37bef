using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace SagTextures.Editor
{
    /// <summary>The <c>sag</c> program that an editor starts its trainings with.</summary>
    public sealed class SagCommand
    {
        // A script needs no permission to be executed: unpacked packages lose it. Training survives the closing of a terminal.
        private const string UnixLauncher =
            "trap '' HUP; log=$1; shift; [ -z \"$log\" ] || exec >\"$log\" 2>&1 </dev/null; " +
            "if [ -x \"$0\" ]; then exec \"$0\" \"$@\"; else exec bash \"$0\" \"$@\"; fi";

        private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

        /// <summary>Names the program; nothing is started.</summary>
        /// <param name="program">This package's <c>sag</c> (<c>sag.cmd</c> on Windows), or the built program itself.</param>
        /// <param name="artifactsFolder">
        /// Where the script puts what it builds; null for a folder beside it. To be set where the package cannot be written.
        /// </param>
        public SagCommand(string program, string? artifactsFolder = null)
        {
            Program = Path.GetFullPath(program);
            ArtifactsFolder = artifactsFolder == null ? null : Path.GetFullPath(artifactsFolder);
        }

        /// <summary>Full path of the script or program.</summary>
        public string Program { get; }

        /// <summary>Full path of the folder for build output, or null.</summary>
        public string? ArtifactsFolder { get; }

        /// <summary>Name of the script in the package's folder.</summary>
        public static string ScriptName => IsWindows ? "sag.cmd" : "sag";

        /// <summary>Starts a verb.</summary>
        /// <param name="arguments">Verb and options.</param>
        /// <param name="log">File that gets the console output, which thus outlives the editor; null to read it here.</param>
        /// <exception cref="SagTexturesException">The program is not there or does not start.</exception>
        internal Process Start(IReadOnlyList<string> arguments, string? log)
        {
            if (!File.Exists(Program))
            {
                throw new SagTexturesException($"There is no trainer {Program}; name this package's {ScriptName} in the settings.");
            }

            var start = new ProcessStartInfo
            {
                UseShellExecute = false,
                CreateNoWindow = true,
                RedirectStandardOutput = log == null,
                RedirectStandardError = log == null,
            };
            if (IsWindows)
            {
                string call = Join(arguments.Prepend(Program)) + (log == null ? string.Empty : $" > {Quote(log)} 2>&1 < nul");
                start.FileName = "cmd.exe";
                start.Arguments = $"/d /s /c \"{call}\"";
            }
            else
            {
                start.FileName = "/bin/sh";
                start.Arguments = Join(new[] { "-c", UnixLauncher, Program, log ?? string.Empty }.Concat(arguments));
            }

            // Building may come before the trainer's own process: a stop file that is older than that may be meant for it.
            start.Environment["SAG_EDITOR"] = "1";
            if (ArtifactsFolder != null)
            {
                start.Environment["SAG_ARTIFACTS"] = ArtifactsFolder;
            }

            try
            {
                return Process.Start(start) ?? throw new SagTexturesException($"{Program} does not start.");
            }
            catch (Exception e) when (e is IOException || e is System.ComponentModel.Win32Exception)
            {
                throw new SagTexturesException($"{Program} does not start: {e.Message}", e);
            }
        }

        /// <summary>Ends what <see cref="Start"/> began, at once.</summary>
        internal static void Kill(Process process)
        {
            try
            {
                if (IsWindows)
                {
                    // What the command interpreter started would live on, and hold the output open.
                    using var end = Process.Start(
                        new ProcessStartInfo("taskkill", $"/pid {process.Id} /t /f") { UseShellExecute = false, CreateNoWindow = true });
                    end?.WaitForExit();
                }
                else
                {
                    process.Kill();
                }
            }
            catch (InvalidOperationException)
            {
                // It ended by itself just now.
            }
        }

        /// <summary>The reason that <c>sag</c> gives for an error in its output: its last line, without the program's name.</summary>
        internal static string? Reason(string output)
        {
            string? line = output.Split('\n').Select(text => text.Trim()).LastOrDefault(text => text.StartsWith("sag: ", StringComparison.Ordinal));
            return line?.Substring("sag: ".Length);
        }

        // Not ProcessStartInfo.ArgumentList, which Mono ignores.
        private static string Join(IEnumerable<string> arguments) => string.Join(" ", arguments.Select(Quote));

        /// <summary>Backslashes are doubled only where a quote follows, as the C runtime of Windows reads them.</summary>
        private static string Quote(string argument)
        {
            var quoted = new System.Text.StringBuilder("\"");
            int backslashes = 0;
            foreach (char c in argument)
            {
                if (c == '"')
                {
                    quoted.Append('\\', backslashes + 1);
                }

                backslashes = c == '\\' ? backslashes + 1 : 0;
                quoted.Append(c);
            }

            return quoted.Append('\\', backslashes).Append('"').ToString();
        }
    }
}
