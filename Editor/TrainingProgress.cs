using System;
using System.Collections.Generic;

namespace SagTextures.Editor
{
    /// <summary>One report of a run: a line of its <c>progress.jsonl</c>.</summary>
    public sealed class TrainingProgress
    {
        private TrainingProgress(ReportFields fields, TrainingStatus status)
        {
            Step = fields.Count("step");
            Steps = fields.Count("steps");
            Images = fields.Count("images");
            DiscriminatorLoss = fields.Number("lossD", double.NaN);
            GeneratorLoss = fields.Number("lossG", double.NaN);
            Metrics = fields.Numbers("metrics");
            ImagesPerSecond = fields.Number("imagesPerSecond", 0);
            Remaining = fields.Seconds("etaSeconds");
            Sample = fields.Text("sample");
            Status = status;
            Message = fields.Text("message");
        }

        /// <summary>Steps done.</summary>
        public long Step { get; }

        /// <summary>Steps in all.</summary>
        public long Steps { get; }

        /// <summary>Training images seen.</summary>
        public long Images { get; }

        /// <summary>The discriminator's loss; NaN where the report has none.</summary>
        public double DiscriminatorLoss { get; }

        /// <summary>The generator's loss; NaN where the report has none.</summary>
        public double GeneratorLoss { get; }

        /// <summary>Further figures by name; not every report has the same.</summary>
        public IReadOnlyDictionary<string, double> Metrics { get; }

        /// <summary>Training images a second; 0 where unknown.</summary>
        public double ImagesPerSecond { get; }

        /// <summary>Estimate of the time to the end.</summary>
        public TimeSpan Remaining { get; }

        /// <summary>The newest picture of samples, relative to the run folder, or null.</summary>
        public string? Sample { get; }

        /// <summary>How far the run had come.</summary>
        public TrainingStatus Status { get; }

        /// <summary>What the trainer has to say, e.g. why it failed, or null.</summary>
        public string? Message { get; }

        /// <summary>Reads a line; null where it is not a whole report, e.g. because it is still being written.</summary>
        internal static TrainingProgress? Parse(string line) =>
            ReportFields.Parse(line) is { } fields && fields.Has("step") && StatusOf(fields.Text("status")) is { } status
                ? new TrainingProgress(fields, status)
                : null;

        private static TrainingStatus? StatusOf(string? word) => word switch
        {
            "running" => TrainingStatus.Running,
            "completed" => TrainingStatus.Completed,
            "stopped" => TrainingStatus.Stopped,
            "failed" => TrainingStatus.Failed,
            _ => (TrainingStatus?)null,
        };
    }
}
