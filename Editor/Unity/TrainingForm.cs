using System;
using System.IO;
using System.Linq;
using System.Threading;
using UnityEditor;
using UnityEngine;
using UnityEngine.UIElements;

namespace SagTextures.Editor.Unity
{
    /// <summary>What to train on and how, with an estimate of what it takes.</summary>
    internal sealed class TrainingForm : VisualElement
    {
        // Somebody watches: more often than a training by command line shows what it has learned.
        private const int SampleEvery = 50;

        private readonly TextField textures = new TextField("Texture set") { tooltip = "A folder of images; sub-folders are classes." };
        private readonly TextField model = new TextField("Model") { tooltip = "The asset that the training makes." };
        private readonly PopupField<string> preset = new PopupField<string>("Preset", TrainingOptions.Presets.ToList(), 0);
        private readonly Toggle seamless = new Toggle("Seamless")
        {
            value = true,
            tooltip = "The textures tile, and so shall the new ones.",
        };

        private readonly IntegerField resolution = new IntegerField("Resolution") { value = 128, tooltip = "A power of two." };
        private readonly IntegerField steps = new IntegerField("Steps") { value = 20000 };
        private readonly IntegerField batch = new IntegerField("Batch") { value = 16, tooltip = "Textures a step." };
        private readonly IntegerField seed = new IntegerField("Seed") { value = 1, tooltip = "The same seed trains the same way." };
        private readonly PopupField<string> device = new PopupField<string>("Device", new[] { "auto", "cpu", "cuda" }.ToList(), 0);
        private readonly Toggle resume = new Toggle("Resume the chosen run") { tooltip = "Choose one under Runs." };
        private readonly Label estimate = new Label();
        private CancellationTokenSource? estimating;
        private string? resumeRun;

        public TrainingForm()
        {
            var row = new VisualElement();
            row.style.flexDirection = FlexDirection.Row;
            textures.style.flexGrow = 1;
            textures.RegisterValueChangedCallback(change => model.value = DefaultModel(change.newValue));
            row.Add(textures);
            row.Add(new Button(Browse) { text = "…" });
            Add(row);
            Add(preset);
            Add(seamless);
            Add(model);
            var advanced = new Foldout { text = "Advanced", value = false };
            foreach (VisualElement field in new VisualElement[] { resolution, steps, batch, seed, device, resume })
            {
                advanced.Add(field);
            }

            Add(advanced);
            estimate.style.whiteSpace = WhiteSpace.Normal;
            Add(estimate);
            OfferResume(null);
        }

        /// <summary>The texture folder, absolute or relative to the project.</summary>
        public string Textures
        {
            get => textures.value;
            set => textures.value = value;
        }

        /// <summary>Path of the model's asset.</summary>
        public string Model => model.value;

        /// <summary>
        /// Offers to resume a run, up to the step that it was to end at, or for as long again where it came to its end; null for none.
        /// </summary>
        public void OfferResume(TrainingProcess? run)
        {
            resumeRun = run?.RunFolder;
            resume.SetEnabled(run != null);
            resume.value = run != null;
            if (run?.Progress is { } progress)
            {
                steps.value = (int)(progress.Step < progress.Steps ? progress.Steps : 2 * progress.Steps);
            }
        }

        /// <exception cref="SagTexturesException">Something is missing.</exception>
        public TrainingOptions Options()
        {
            string folder = Path.Combine(SagTexturesSettings.ProjectFolder, Textures);
            if (Textures.Length == 0 || !Directory.Exists(folder))
            {
                throw new SagTexturesException("Choose a folder of textures.");
            }

            if (!Model.StartsWith("Assets/", StringComparison.Ordinal) || Path.GetExtension(Model) != ".safetensors")
            {
                throw new SagTexturesException("The model is an asset: name it like Assets/Bricks.safetensors.");
            }

            bool isResumed = resume.value && resumeRun != null;
            return new TrainingOptions(folder, isResumed ? resumeRun! : NewRun(folder))
            {
                // A resumed run keeps its own options.
                Preset = isResumed ? null : preset.value,
                Resolution = isResumed ? (int?)null : resolution.value,
                Batch = isResumed ? (int?)null : batch.value,
                Seed = isResumed ? (int?)null : seed.value,
                Seamless = !isResumed && seamless.value,
                Steps = steps.value,
                SampleEvery = SampleEvery,
                Device = device.value,
                Resume = isResumed,
            };
        }

        /// <summary>Asks the trainer what it would take.</summary>
        public async void Estimate()
        {
            estimating?.Cancel();
            var mine = estimating = new CancellationTokenSource();
            try
            {
                estimate.text = "Estimating… (the first time builds the trainer, which takes a few minutes)";
                TrainingEstimate found = await TrainingEstimate.CreateAsync(SagTexturesSettings.Command, Options(), mine.Token);
                string classes = found.Classes.Count > 0 ? $" in {found.Classes.Count} classes" : string.Empty;
                estimate.text = string.Join("\n", new[]
                {
                    $"{found.Images} images{classes}: about {DurationText.Of(found.Duration)}, {found.MemoryMegabytes} MB of memory",
                }.Concat(found.Warnings));
            }
            catch (OperationCanceledException)
            {
                // Another estimate was asked for.
            }
            catch (SagTexturesException e)
            {
                estimate.text = e.Message;
            }
        }

        private static string DefaultModel(string folder) => folder.Length == 0 ? string.Empty : $"Assets/{NameOf(folder)}.safetensors";

        private static string NewRun(string folder) =>
            Path.Combine(SagTexturesSettings.RunsFolder, $"{NameOf(folder)}-{DateTime.Now:yyyyMMdd-HHmmss}");

        private static string NameOf(string folder) => Path.GetFileName(folder.TrimEnd('/', '\\'));

        private void Browse()
        {
            string chosen = EditorUtility.OpenFolderPanel("Texture set", Application.dataPath, string.Empty);
            if (chosen.Length > 0)
            {
                Textures = chosen;
            }
        }
    }
}
