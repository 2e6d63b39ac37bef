using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace SagTextures.Editor
{
    /// <summary>What <c>sag train</c> is asked to do; what is null is left to the preset.</summary>
    public sealed class TrainingOptions
    {
        /// <summary>A training of that texture folder, kept in that run folder.</summary>
        public TrainingOptions(string textures, string run)
        {
            Textures = Path.GetFullPath(textures);
            Run = Path.GetFullPath(run);
        }

        /// <summary>Names of the presets to choose from, the best for small sets first.</summary>
        public static IReadOnlyList<string> Presets { get; } = new[]
        {
            "sagan-plus", "sagan", "sagan-paper", "sngan", "dcgan", "gan",
        };

        /// <summary>Full path of the folder of images; its sub-folders are classes.</summary>
        public string Textures { get; }

        /// <summary>Full path of the run folder; made if it is missing.</summary>
        public string Run { get; }

        /// <summary>One of <see cref="Presets"/>.</summary>
        public string? Preset { get; set; }

        /// <summary>Width and height of the textures: a power of two from 16.</summary>
        public int? Resolution { get; set; }

        /// <summary>Steps of the whole training.</summary>
        public int? Steps { get; set; }

        /// <summary>Textures a step.</summary>
        public int? Batch { get; set; }

        /// <summary>The textures tile, and so shall the new ones.</summary>
        public bool Seamless { get; set; }

        /// <summary>auto, cpu or cuda.</summary>
        public string? Device { get; set; }

        /// <summary>The same seed trains the same way.</summary>
        public int? Seed { get; set; }

        /// <summary>Goes on from the run's newest checkpoint.</summary>
        public bool Resume { get; set; }

        /// <summary>Steps from one picture of samples to the next.</summary>
        public int? SampleEvery { get; set; }

        /// <summary>JSON file with further options.</summary>
        public string? Config { get; set; }

        /// <summary>The call of <c>sag</c>.</summary>
        public IReadOnlyList<string> ToArguments()
        {
            var arguments = new List<string> { "train", "--textures", Textures, "--run", Run };
            Add("--preset", Preset);
            Add("--resolution", Number(Resolution));
            Add("--steps", Number(Steps));
            Add("--batch", Number(Batch));
            Add("--device", Device);
            Add("--seed", Number(Seed));
            Add("--config", Config);
            Add("--set", SampleEvery == null ? null : $"sampleEvery={Number(SampleEvery)}");
            Flag("--seamless", Seamless);
            Flag("--resume", Resume);
            return arguments;

            void Add(string name, string? value)
            {
                if (!string.IsNullOrEmpty(value))
                {
                    arguments.Add(name);
                    arguments.Add(value!);
                }
            }

            void Flag(string name, bool isSet)
            {
                if (isSet)
                {
                    arguments.Add(name);
                }
            }
        }

        private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);
    }
}
