using System;
using System.IO;
using UnityEditor;
using UnityEngine;
using UnityEngine.UIElements;

namespace SagTextures.Editor.Unity
{
    /// <summary>Trains on a folder of textures and shows how it goes.</summary>
    internal sealed class TrainingWindow : EditorWindow
    {
        private const string Title = "Train on Texture Set";
        private const string Item = "SagTextures/Train on Texture Set…";

        private readonly TrainingForm form = new TrainingForm();
        private readonly TrainingView view = new TrainingView();
        private readonly Label message = new Label();
        private readonly VisualElement runs = new VisualElement();
        private Button start = null!;
        private Button stop = null!;
        private Button import = null!;

        [MenuItem("Tools/" + Item)]
        public static void Open()
        {
            TrainingWindow window = GetWindow<TrainingWindow>(Title);
            window.minSize = new Vector2(380, 480);
            window.Show();
        }

        [MenuItem("Assets/" + Item)]
        private static void OpenOnFolder()
        {
            Open();
            GetWindow<TrainingWindow>().form.Textures = SelectedFolder!;
        }

        [MenuItem("Assets/" + Item, true)]
        private static bool IsFolderSelected() => SelectedFolder != null;

        private static string? SelectedFolder
        {
            get
            {
                string path = Selection.activeObject == null ? string.Empty : AssetDatabase.GetAssetPath(Selection.activeObject);
                return AssetDatabase.IsValidFolder(path) ? path : null;
            }
        }

        public void CreateGUI()
        {
            var scroll = new ScrollView();
            scroll.style.paddingLeft = scroll.style.paddingRight = scroll.style.paddingTop = 6;
            start = new Button(StartTraining) { text = "Start" };
            stop = new Button(() => Try(TrainingSession.Stop)) { text = "Stop" };
            import = new Button(() => Try(TrainingSession.ImportModel)) { text = "Import Model Now" };
            var buttons = new VisualElement();
            buttons.style.flexDirection = FlexDirection.Row;
            buttons.Add(new Button(form.Estimate) { text = "Estimate" });
            buttons.Add(start);
            buttons.Add(stop);
            buttons.Add(import);
            message.style.whiteSpace = WhiteSpace.Normal;
            var list = new Foldout { text = "Runs", value = false };
            list.Add(runs);
            list.RegisterValueChangedCallback(_ => ListRuns());
            scroll.Add(form);
            scroll.Add(buttons);
            scroll.Add(message);
            scroll.Add(view);
            scroll.Add(list);
            rootVisualElement.Add(scroll);
            Refresh();
        }

        private void OnEnable() => TrainingSession.Changed += Refresh;

        private void OnDisable()
        {
            TrainingSession.Changed -= Refresh;
            view.Forget();
        }

        private void StartTraining() => Try(() =>
        {
            TrainingSession.Start(form.Options(), form.Model);
            message.text = "The first training builds the trainer, which takes a few minutes.";
        });

        private void Refresh()
        {
            if (start == null)
            {
                return;
            }

            TrainingProcess? training = TrainingSession.Training;
            bool isRunning = TrainingSession.IsRunning;
            start.SetEnabled(!TrainingSession.IsBusy);
            stop.SetEnabled(isRunning);
            import.SetEnabled(training is { HasModel: true });
            if (training != null)
            {
                view.Show(training, TrainingSession.Curves);
                if (training.Progress != null || !isRunning)
                {
                    message.text = training.Message ?? string.Empty;
                }
            }
        }

        private void ListRuns()
        {
            runs.Clear();
            foreach (TrainingProcess run in TrainingProcess.List(SagTexturesSettings.RunsFolder))
            {
                string folder = run.RunFolder;
                string step = run.Progress == null ? string.Empty : $", step {run.Progress.Step} of {run.Progress.Steps}";
                runs.Add(new Button(() => Try(() =>
                {
                    TrainingSession.Show(folder);
                    form.OfferResume(TrainingSession.IsRunning ? null : TrainingSession.Training);
                }))
                {
                    text = $"{Path.GetFileName(folder)}: {run.Status.ToString().ToLowerInvariant()}{step}",
                });
            }
        }

        private void Try(Action action)
        {
            try
            {
                message.text = string.Empty;
                action();
            }
            catch (SagTexturesException e)
            {
                message.text = e.Message;
            }
        }
    }
}
