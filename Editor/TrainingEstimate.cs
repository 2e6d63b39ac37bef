using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace SagTextures.Editor
{
    /// <summary>What a training would take, as its trainer measures it before anything is kept.</summary>
    public sealed class TrainingEstimate
    {
        private TrainingEstimate(ReportFields fields)
        {
            Images = fields.Count("images");
            Classes = fields.Texts("classes");
            Warnings = fields.Texts("warnings");
            SecondsPerStep = fields.Number("secondsPerStep", 0);
            Duration = fields.Seconds("seconds");
            MemoryMegabytes = fields.Count("memoryMB");
            GeneratorParameters = fields.Count("generatorParameters");
            DiscriminatorParameters = fields.Count("discriminatorParameters");
        }

        /// <summary>Readable training images.</summary>
        public long Images { get; }

        /// <summary>Names of the classes; empty where the set has none.</summary>
        public IReadOnlyList<string> Classes { get; }

        /// <summary>What may spoil the result, e.g. too few images or files that were skipped.</summary>
        public IReadOnlyList<string> Warnings { get; }

        /// <summary>Seconds for one step.</summary>
        public double SecondsPerStep { get; }

        /// <summary>Time for all steps.</summary>
        public TimeSpan Duration { get; }

        /// <summary>Memory that the trainer needs.</summary>
        public long MemoryMegabytes { get; }

        /// <summary>Weights of the generator.</summary>
        public long GeneratorParameters { get; }

        /// <summary>Weights of the discriminator.</summary>
        public long DiscriminatorParameters { get; }

        /// <summary>Runs <c>sag train --dry-run</c> on another thread.</summary>
        /// <exception cref="SagTexturesException">The trainer refuses the textures or options; the message says why.</exception>
        /// <exception cref="OperationCanceledException">The token was cancelled; the trainer is ended.</exception>
        public static Task<TrainingEstimate> CreateAsync(
            SagCommand sag, TrainingOptions options, CancellationToken cancellationToken = default) =>
            Task.Run(() => Create(sag, options, cancellationToken), cancellationToken);

        /// <summary>Reads the trainer's output, whose last JSON line it is; null where there is none.</summary>
        internal static TrainingEstimate? Parse(string output) => output.Split('\n')
            .Where(line => line.StartsWith("{", StringComparison.Ordinal))
            .Select(ReportFields.Parse)
            .Where(fields => fields != null && fields.Has("seconds"))
            .Select(fields => new TrainingEstimate(fields!))
            .LastOrDefault();

        private static TrainingEstimate Create(SagCommand sag, TrainingOptions options, CancellationToken cancellationToken)
        {
            string[] arguments = options.ToArguments().Concat(new[] { "--dry-run", "--json" }).ToArray();
            using Process process = sag.Start(arguments, log: null);
            using CancellationTokenRegistration registration = cancellationToken.Register(() => SagCommand.Kill(process));
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            cancellationToken.ThrowIfCancellationRequested();
            return Parse(output) ?? throw new SagTexturesException(
                SagCommand.Reason(errors.Result) ?? $"{sag.Program} gave no estimate, and no reason (exit code {process.ExitCode}).");
        }
    }
}
