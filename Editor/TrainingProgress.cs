using System;
using System.Collections.Generic;
using SagTextures.Models;

namespace SagTextures.Editor
{
    /// <summary>One report of a run: a line of its <c>progress.jsonl</c>.</summary>
    public sealed class TrainingProgress
    {
        private TrainingProgress(
            long step,
            long steps,
            long images,
            double discriminatorLoss,
            double generatorLoss,
            double imagesPerSecond,
            TimeSpan remaining,
            string? sample,
            TrainingStatus status,
            string? message)
        {
            Step = step;
            Steps = steps;
            Images = images;
            DiscriminatorLoss = discriminatorLoss;
            GeneratorLoss = generatorLoss;
            ImagesPerSecond = imagesPerSecond;
            Remaining = remaining;
            Sample = sample;
            Status = status;
            Message = message;
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

        /// <summary>Training images a second; 0 where unknown.</summary>
        public double ImagesPerSecond { get; }

        /// <summary>Estimate of the time to the end.</summary>
        public TimeSpan Remaining { get; }

        /// <summary>The newest picture of samples, relative to the run folder, or null.</summary>
        public string? Sample { get; }

        /// <summary>How far the run has come.</summary>
        public TrainingStatus Status { get; }

        /// <summary>What the trainer has to say, e.g. why it failed, or null.</summary>
        public string? Message { get; }

        /// <summary>Reads a line; null where it is not a whole report, e.g. because it is still being written.</summary>
        internal static TrainingProgress? Parse(string line)
        {
            try
            {
                var fields = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
                foreach (KeyValuePair<string, JsonValue> member in JsonReader.Parse(line).Members)
                {
                    fields[member.Key] = member.Value;
                }

                return fields.ContainsKey("step") && Enum.TryParse(Text(fields, "status"), true, out TrainingStatus status)
                    ? new TrainingProgress(
                        (long)Number(fields, "step", 0),
                        (long)Number(fields, "steps", 0),
                        (long)Number(fields, "images", 0),
                        Number(fields, "lossD", double.NaN),
                        Number(fields, "lossG", double.NaN),
                        Number(fields, "imagesPerSecond", 0),
                        TimeSpan.FromSeconds(Math.Min(Math.Max(Number(fields, "etaSeconds", 0), 0), int.MaxValue)),
                        Text(fields, "sample"),
                        status,
                        Text(fields, "message"))
                    : null;
            }
            catch (FormatException)
            {
                return null;
            }
        }

        private static double Number(Dictionary<string, JsonValue> fields, string name, double missing) =>
            fields.TryGetValue(name, out JsonValue? value) && value.TryGetDouble(out double number) ? number : missing;

        private static string? Text(Dictionary<string, JsonValue> fields, string name) =>
            fields.TryGetValue(name, out JsonValue? value) && value.Kind == JsonKind.String ? value.Text : null;
    }
}
