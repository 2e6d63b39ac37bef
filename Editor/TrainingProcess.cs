using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;

namespace SagTextures.Editor
{
    /// <summary>
    /// A trainer in a process of its own, known by its run folder: an editor may reload its code, crash or close, and find
    /// the run again. Not safe to call from several threads.
    /// </summary>
    public sealed class TrainingProcess : IDisposable
    {
        private const string LogFile = "trainer.log";
        private const string ModelFile = "generator.safetensors";
        private const string StopFile = "stop";

        // A report comes with every step or every second, whichever is rarer.
        private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

        private readonly TrainerId? trainer;
        private readonly Process? process;
        private readonly ProgressFollower follower;

        private TrainingProcess(string runFolder, TrainerId? trainer, Process? process)
        {
            RunFolder = runFolder;
            this.trainer = trainer;
            this.process = process;
            follower = new ProgressFollower(runFolder);
        }

        /// <summary>Full path of the folder with the run's reports, samples, checkpoints and model.</summary>
        public string RunFolder { get; }

        /// <summary>The newest report that <see cref="Update"/> has read, or null.</summary>
        public TrainingProgress? Progress { get; private set; }

        /// <summary>
        /// Whether the trainer's process lives. Where no editor started it, no process is known, and it counts as alive while
        /// it goes on reporting.
        /// </summary>
        public bool IsRunning =>
            process != null ? !process.HasExited
            : trainer != null ? trainer.IsAlive
            : Progress?.Status == TrainingStatus.Running && follower.Age < Silence;

        /// <summary>
        /// Where the run stands, by its process and the reports that <see cref="Update"/> has read: a trainer that is gone
        /// without a last word was killed, or failed before its first report.
        /// </summary>
        public TrainingStatus Status =>
            IsRunning ? TrainingStatus.Running
            : !HasReported ? TrainingStatus.Failed
            : Progress!.Status == TrainingStatus.Running ? TrainingStatus.Killed
            : Progress.Status;

        /// <summary>What there is to say about the run as it stands, e.g. why it failed, or null.</summary>
        public string? Message =>
            HasReported && (IsRunning || Progress!.Status != TrainingStatus.Running) ? Progress!.Message
            : IsRunning ? null
            : ReadLog() ?? (HasReported
                ? "The trainer was ended from outside; the run can be resumed from its last checkpoint."
                : "The trainer ended before its first report.");

        /// <summary>
        /// 0 done, 130 stopped, else failed; null unless this object started the trainer and the trainer has ended.
        /// </summary>
        public int? ExitCode => process is { HasExited: true } ? process.ExitCode : (int?)null;

        /// <summary>Whether the run has a model to use, which it has from its first checkpoint on.</summary>
        public bool HasModel => File.Exists(ModelPath);

        /// <summary>The run's model, the best so far. The trainer replaces it: copy it with <see cref="CopyModel"/>.</summary>
        public string ModelPath => Path.Combine(RunFolder, ModelFile);

        // A resumed trainer drops reports of steps that it makes again: the file may be shorter than before.
        private bool HasReported => Progress != null && follower.Position != (trainer?.ProgressLength ?? 0);

        /// <summary>Starts <c>sag train</c>. Its console output goes to <c>trainer.log</c> in the run folder.</summary>
        /// <exception cref="SagTexturesException">
        /// The run folder cannot be written or is in use by another trainer, or the process does not start.
        /// </exception>
        public static TrainingProcess Start(SagCommand sag, TrainingOptions options)
        {
            string folder = options.Run;
            if (TrainerId.Read(folder) is { IsAlive: true })
            {
                throw new SagTexturesException($"A training runs in {folder} already; stop it first, or name another folder.");
            }

            try
            {
                Directory.CreateDirectory(folder);
                File.Delete(Path.Combine(folder, StopFile));
                var before = new ProgressFollower(folder);
                before.ReadNew();
                Process process = sag.Start(options.ToArguments(), Path.Combine(folder, LogFile));
                TrainerId trainer = TrainerId.Of(process, before.Position);
                trainer.Write(folder);
                return new TrainingProcess(folder, trainer, process);
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                throw new SagTexturesException($"Cannot train in {folder}: {e.Message} Check the folder's permissions.", e);
            }
        }

        /// <summary>Finds a run again, whether its trainer still works or has ended.</summary>
        /// <exception cref="SagTexturesException">There is no such folder.</exception>
        public static TrainingProcess Attach(string runFolder)
        {
            string folder = Path.GetFullPath(runFolder);
            return Directory.Exists(folder)
                ? new TrainingProcess(folder, TrainerId.Read(folder), process: null)
                : throw new SagTexturesException($"There is no run folder {folder}.");
        }

        /// <summary>The runs in a folder as they stand now, the newest first; empty where there is no such folder.</summary>
        public static IReadOnlyList<TrainingProcess> List(string folder)
        {
            if (!Directory.Exists(folder))
            {
                return Array.Empty<TrainingProcess>();
            }

            TrainingProcess[] runs = new DirectoryInfo(folder).GetDirectories()
                .Where(run => run.GetFiles("config.json").Length > 0 || run.GetFiles(LogFile).Length > 0)
                .OrderByDescending(run => run.CreationTimeUtc)
                .Select(run => Attach(run.FullName))
                .ToArray();
            foreach (TrainingProcess run in runs)
            {
                run.Update();
            }

            return runs;
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
        /// <exception cref="SagTexturesException">The run folder cannot be written.</exception>
        public void Stop() => AtomicFile.Write(Path.Combine(RunFolder, StopFile), _ => { });

        /// <summary>Waits until the trainer's process has ended.</summary>
        /// <returns>False where it still runs after that time.</returns>
        public bool WaitForExit(TimeSpan timeout)
        {
            var clock = Stopwatch.StartNew();
            while (IsRunning)
            {
                if (clock.Elapsed >= timeout)
                {
                    return false;
                }

                Thread.Sleep(50);
            }

            return true;
        }

        /// <summary>Copies the run's model whole, whatever the trainer does meanwhile.</summary>
        /// <param name="path">Gets its name only when it is complete; an older file is replaced.</param>
        /// <exception cref="SagTexturesException">The run has no model yet, or the file cannot be written.</exception>
        public void CopyModel(string path)
        {
            if (!HasModel)
            {
                throw new SagTexturesException($"The run {RunFolder} has no model yet; it gets one with its first checkpoint.");
            }

            AtomicFile.Write(path, target =>
            {
                using var source = new FileStream(ModelPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                source.CopyTo(target);
            });
        }

        /// <summary>Lets go of the process, which lives on.</summary>
        public void Dispose() => process?.Dispose();

        private string? ReadLog()
        {
            try
            {
                return SagCommand.Reason(File.ReadAllText(Path.Combine(RunFolder, LogFile)));
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
