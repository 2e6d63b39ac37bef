using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace SagTextures.Editor
{
    /// <summary>Reads the reports that a trainer appends to <c>progress.jsonl</c>, each once.</summary>
    public sealed class ProgressFollower
    {
        private readonly string path;

        /// <summary>Follows a run from its first report on; the folder need not exist yet.</summary>
        public ProgressFollower(string runFolder) => path = PathIn(runFolder);

        /// <summary>Bytes read so far.</summary>
        internal long Position { get; private set; }

        /// <summary>Time since the last report.</summary>
        internal TimeSpan Age => DateTime.UtcNow - File.GetLastWriteTimeUtc(path);

        /// <summary>The reports since the last call; a line that is still being written is left for the next.</summary>
        public IReadOnlyList<TrainingProgress> ReadNew()
        {
            var reports = new List<TrainingProgress>();
            byte[] bytes = ReadFrom(Position);
            int end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
            Position += end;
            foreach (string line in Encoding.UTF8.GetString(bytes, 0, end).Split('\n'))
            {
                if (TrainingProgress.Parse(line) is { } report)
                {
                    reports.Add(report);
                }
            }

            return reports;
        }

        internal static string PathIn(string runFolder) => Path.Combine(runFolder, "progress.jsonl");

        private byte[] ReadFrom(long start)
        {
            try
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                if (stream.Length < start)
                {
                    // The run was started anew.
                    Position = start = 0;
                }

                stream.Position = start;
                using var memory = new MemoryStream();
                stream.CopyTo(memory);
                return memory.ToArray();
            }
            catch (IOException)
            {
                // Not there yet, or held by the writer for a moment.
                return Array.Empty<byte>();
            }
        }
    }
}
