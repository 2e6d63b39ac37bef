using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace SagTextures.Editor
{
    /// <summary>
    /// A trainer in a process of its own, known by its run folder: an editor may reload its code, crash or close, and find
    /// the run again. Not safe to call from several threads.
    /// </summary>
    public sealed class TrainingProcess : IDisposable
    {
        private const string StopFile = "stop";
        private const string ProcessFile = "trainer.pid";

        private readonly Process? process;
        private readonly bool isOwn;
        private readonly ProgressFollower follower;

        private TrainingProcess(string runFolder, Process? process, bool isOwn)
        {
            RunFolder = runFolder;
            this.isOwn = isOwn;
            this.process = process;
            follower = new ProgressFollower(runFolder);
        }

        /// <summary>Where the run keeps its reports, samples, checkpoints and model.</summary>
        public string RunFolder { get; }

        /// <summary>The newest report that <see cref="Update"/> has read, or null.</summary>
        public TrainingProgress? Progress { get; private set; }

        /// <summary>Whether the trainer's process lives.</summary>
        public bool IsRunning => process != null && !process.HasExited;

        /// <summary>
        /// 0 done, 130 stopped, else failed; null unless this object started the trainer and the trainer has ended.
        /// </summary>
        public int? ExitCode => isOwn && process is { HasExited: true } ? process.ExitCode : (int?)null;

        /// <summary>
        /// Starts <c>sag train</c>. Its console output is not read: reports come through the run folder.
        /// </summary>
        /// <param name="sag">The <c>sag</c> script of this package, or the program itself.</param>
        /// <param name="textureFolder">The textures to train on.</param>
        /// <param name="runFolder">Made if it is missing.</param>
        /// <param name="options">Further options of <c>sag train</c>, e.g. <c>--steps</c>, <c>2000</c>.</param>
        /// <exception cref="SagTexturesException">The run folder cannot be written or the process does not start.</exception>
        public static TrainingProcess Start(string sag, string textureFolder, string runFolder, params string[] options)
        {
            string folder = Path.GetFullPath(runFolder);
            try
            {
                Directory.CreateDirectory(folder);
                File.Delete(Path.Combine(folder, StopFile));
                var start = new ProcessStartInfo(sag) { UseShellExecute = false, CreateNoWindow = true };
                foreach (string argument in new[] { "train", "--textures", Path.GetFullPath(textureFolder), "--run", folder })
                {
                    start.ArgumentList.Add(argument);
                }

                foreach (string option in options)
                {
                    start.ArgumentList.Add(option);
                }

                Process process = Process.Start(start) ?? throw new IOException("no process was made");
                File.WriteAllText(Path.Combine(folder, ProcessFile), FormattableString.Invariant($"{process.Id} {StartTime(process)}"));
                return new TrainingProcess(folder, process, isOwn: true);
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException || e is System.ComponentModel.Win32Exception)
            {
                throw new SagTexturesException($"Training in {folder} does not start: {e.Message} Check {sag} and the folder.", e);
            }
        }

        /// <summary>Finds a run again, whether its trainer still works or has ended.</summary>
        /// <exception cref="SagTexturesException">There is no such folder.</exception>
        public static TrainingProcess Attach(string runFolder)
        {
            string folder = Path.GetFullPath(runFolder);
            return Directory.Exists(folder)
                ? new TrainingProcess(folder, FindProcess(Path.Combine(folder, ProcessFile)), isOwn: false)
                : throw new SagTexturesException($"There is no run folder {folder}.");
        }

        /// <summary>Reads what the trainer reported since the last call; call it now and then.</summary>
        /// <returns>The new reports, oldest first.</returns>
        public IReadOnlyList<TrainingProgress> Update()
        {
            IReadOnlyList<TrainingProgress> reports = follower.ReadNew();
            if (reports.Count > 0)
            {
                Progress = reports[reports.Count - 1];
            }

            return reports;
        }

        /// <summary>Asks the trainer to save and end after its current step.</summary>
        public void Stop() => File.WriteAllText(Path.Combine(RunFolder, StopFile), string.Empty);

        /// <summary>Waits until the trainer's process has ended.</summary>
        /// <returns>False where it still runs after that time.</returns>
        public bool WaitForExit(TimeSpan timeout) => process == null || process.WaitForExit((int)timeout.TotalMilliseconds);

        /// <summary>Lets go of the process, which lives on.</summary>
        public void Dispose() => process?.Dispose();

        private static Process? FindProcess(string file)
        {
            try
            {
                string[] words = File.ReadAllText(file).Split(' ');
                Process process = Process.GetProcessById(int.Parse(words[0], CultureInfo.InvariantCulture));
                // Systems reuse numbers: the same number with another start time is another process.
                return words.Length > 1 && words[1] == StartTime(process).ToString(CultureInfo.InvariantCulture) ? process : null;
            }
            catch (Exception e) when (e is IOException || e is ArgumentException || e is FormatException
                || e is InvalidOperationException || e is UnauthorizedAccessException || e is OverflowException)
            {
                return null;
            }
        }

        /// <summary>In seconds: Linux derives it from the time since boot, which wanders by milliseconds.</summary>
        private static long StartTime(Process process) =>
            (long)Math.Round((process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds);
    }
}
