using System;
using System.IO;
using UnityEditor;
using UnityEngine;

namespace SagTextures.Editor.Unity
{
    /// <summary>
    /// The project's training: a process of its own that outlives domain reloads and the editor. This follows its reports,
    /// shows it in Unity's Progress window, and imports the finished model, whichever run the training window shows meanwhile.
    /// </summary>
    [InitializeOnLoad]
    internal static class TrainingSession
    {
        private const double SecondsBetweenPolls = 0.5;

        // User settings of the project outlive the editor.
        private const string FollowedKey = "SagTextures.Followed";
        private const string ShownKey = "SagTextures.Shown";
        private const string ModelKey = "SagTextures.Model.";

        // The training whose end is to be told: it may have come while the editor was closed or reloaded.
        private static TrainingProcess? followed;
        private static TrainingJob? job;
        private static TrainingProcess? shown;
        private static double nextPoll;

        static TrainingSession()
        {
            EditorApplication.update += Poll;
            AssemblyReloadEvents.beforeAssemblyReload += Detach;
            if (Run(FollowedKey) is { } unfinished)
            {
                Follow(TrainingProcess.Attach(unfinished));
            }

            if (Run(ShownKey) is { } last)
            {
                Show(last);
            }
        }

        /// <summary>There is something new to show.</summary>
        public static event Action? Changed;

        /// <summary>The training that is shown, or null.</summary>
        public static TrainingProcess? Training => shown;

        /// <summary>Its losses and metrics.</summary>
        public static TrainingCurves Curves { get; private set; } = new TrainingCurves();

        /// <summary>Whether it runs.</summary>
        public static bool IsRunning => shown is { IsRunning: true };

        /// <summary>Whether it or another one runs: two at once would only take each other's time.</summary>
        public static bool IsBusy => IsRunning || followed is { IsRunning: true };

        /// <summary>Starts a training whose model becomes an asset at its end.</summary>
        /// <param name="options">What to train.</param>
        /// <param name="model">Path of the asset, e.g. Assets/Bricks.safetensors.</param>
        /// <exception cref="SagTexturesException">It does not start.</exception>
        public static void Start(TrainingOptions options, string model)
        {
            TrainingProcess started = TrainingProcess.Start(SagTexturesSettings.Command, options);
            // A run that goes on makes the asset that it was begun for.
            if (!options.Resume || Setting(ModelKeyOf(started)) == null)
            {
                EditorUserSettings.SetConfigValue(ModelKeyOf(started), model);
            }

            Follow(started);
            Show(started.RunFolder);
        }

        /// <summary>Shows a run of the list.</summary>
        public static void Show(string run)
        {
            shown?.Dispose();
            shown = TrainingProcess.Attach(run);
            Curves = new TrainingCurves();
            EditorUserSettings.SetConfigValue(ShownKey, shown.RunFolder);
            Read();
            if (shown.IsRunning && followed == null)
            {
                Follow(TrainingProcess.Attach(run));
            }

            Changed?.Invoke();
        }

        /// <summary>Asks the shown run's trainer to save and end.</summary>
        public static void Stop() => shown?.Stop();

        /// <summary>
        /// Copies the shown run's best model so far into the project and imports it: as the asset that the run was started for,
        /// or by the run's name where it was started elsewhere.
        /// </summary>
        /// <exception cref="SagTexturesException">There is none yet, or it cannot be written.</exception>
        public static void ImportModel()
        {
            if (shown != null)
            {
                ImportModel(shown);
            }
        }

        private static void ImportModel(TrainingProcess run)
        {
            string model = Setting(ModelKeyOf(run)) ?? $"Assets/{Path.GetFileName(run.RunFolder)}.safetensors";
            run.CopyModel(Path.Combine(SagTexturesSettings.ProjectFolder, model));
            AssetDatabase.ImportAsset(model);
            EditorGUIUtility.PingObject(AssetDatabase.LoadMainAssetAtPath(model));
        }

        private static void Follow(TrainingProcess training)
        {
            if (followed != null)
            {
                End();
            }

            // Where no editor started it, its reports tell whether it runs.
            training.Update();
            followed = training;
            job = TrainingJob.Open(training.RunFolder, training.Stop);
            EditorUserSettings.SetConfigValue(FollowedKey, training.RunFolder);
        }

        private static void Poll()
        {
            if (EditorApplication.timeSinceStartup < nextPoll)
            {
                return;
            }

            nextPoll = EditorApplication.timeSinceStartup + SecondsBetweenPolls;
            bool hasNews = false;
            if (followed != null)
            {
                // Asked before reading: a trainer that is gone has written its last report.
                bool hasEnded = !followed.IsRunning;
                followed.Update();
                job!.Report(followed);
                if (hasEnded)
                {
                    End();
                    hasNews = true;
                }
            }

            if (shown != null)
            {
                hasNews |= Read();
            }

            if (hasNews)
            {
                Changed?.Invoke();
            }
        }

        private static bool Read()
        {
            bool hasNews = false;
            foreach (TrainingProgress report in shown!.Update())
            {
                Curves.Add(report);
                hasNews = true;
            }

            return hasNews;
        }

        /// <summary>Tells how the followed training ended, once.</summary>
        private static void End()
        {
            using TrainingProcess ended = followed!;
            ended.Update();
            TrainingStatus status = ended.Status;
            job!.Finish(status);
            followed = null;
            job = null;
            EditorUserSettings.SetConfigValue(FollowedKey, string.Empty);
            if (status == TrainingStatus.Failed || status == TrainingStatus.Killed)
            {
                Debug.LogError($"SagTextures: {ended.Message}");
            }
            else if (status == TrainingStatus.Completed)
            {
                try
                {
                    ImportModel(ended);
                }
                catch (SagTexturesException e)
                {
                    Debug.LogError($"SagTextures: {e.Message}");
                }
            }
        }

        private static void Detach()
        {
            followed?.Dispose();
            shown?.Dispose();
            followed = shown = null;
        }

        private static string ModelKeyOf(TrainingProcess run) => ModelKey + Path.GetFileName(run.RunFolder);

        private static string? Run(string key) => Setting(key) is { } run && Directory.Exists(run) ? run : null;

        private static string? Setting(string key)
        {
            string value = EditorUserSettings.GetConfigValue(key);
            return string.IsNullOrEmpty(value) ? null : value;
        }
    }
}
