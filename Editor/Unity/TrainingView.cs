using System;
using System.IO;
using UnityEngine;
using UnityEngine.UIElements;

namespace SagTextures.Editor.Unity
{
    /// <summary>A training as it goes: progress, curves, the newest samples.</summary>
    internal sealed class TrainingView : VisualElement
    {
        private readonly ProgressBar bar = new ProgressBar { lowValue = 0, highValue = 1 };
        private readonly CurveGraph graph = new CurveGraph();
        private readonly Image samples = new Image { scaleMode = ScaleMode.ScaleToFit };
        private Texture2D? picture;
        private string? shown;

        public TrainingView()
        {
            Add(bar);
            Add(graph);
            samples.style.marginTop = 6;
            Add(samples);
            style.display = DisplayStyle.None;
        }

        public void Show(TrainingProcess training, TrainingCurves curves)
        {
            style.display = DisplayStyle.Flex;
            TrainingProgress? progress = training.Progress;
            bar.value = progress == null || progress.Steps == 0 ? 0 : (float)progress.Step / progress.Steps;
            bar.title = progress == null
                ? "Starting…"
                : training.Status == TrainingStatus.Running
                ? $"{progress.Step} of {progress.Steps}, {DurationText.Of(progress.Remaining)} left"
                : $"{training.Status} at step {progress.Step} of {progress.Steps}";
            graph.Show(curves);
            string? sample = progress?.Sample == null ? null : Path.Combine(training.RunFolder, progress.Sample);
            if (sample != shown)
            {
                ShowSamples(sample);
            }
        }

        /// <summary>Destroys the picture.</summary>
        public void Forget()
        {
            samples.image = null;
            shown = null;
            if (picture != null)
            {
                UnityEngine.Object.DestroyImmediate(picture);
                picture = null;
            }
        }

        private void ShowSamples(string? file)
        {
            Forget();
            if (file == null)
            {
                return;
            }

            try
            {
                picture = new Texture2D(1, 1) { filterMode = FilterMode.Point };
                picture.LoadImage(File.ReadAllBytes(file));
                samples.image = picture;
                shown = file;
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                // Being written, or tidied away; the next report shows another.
                Forget();
            }
        }
    }
}
