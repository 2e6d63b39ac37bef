using System;
using System.IO;
using UnityEditor;
using UnityEngine;

namespace SagTextures.Editor.Unity
{
    /// <summary>
    /// The project's training: a process of its own that outlives domain reloads and the editor. This follows its reports,
    /// shows it in Unity's Progress window, and imports the finished model.
    /// </summary>
    [InitializeOnLoad]
    internal static class TrainingSession
    {
        private const double SecondsBetweenPolls = 0.5;

        // User settings of the project outlive the editor.
        private const string RunKey = "SagTextures.Run";
        private const string ModelKey = "SagTextures.Model.";
        private const string UntoldKey = "SagTextures.Untold.";

        private static TrainingProcess? training;
        private static TrainingJob? job;
        private static double nextPoll;

        static TrainingSession()
        {
            EditorApplication.update += Poll;
            AssemblyReloadEvents.beforeAssemblyReload += Detach;
            if (Setting(RunKey) is { } run && Directory.Exists(run))
            {
                Follow(TrainingProcess.Attach(run));
            }
        }

        /// <summary>There is something new to show.</summary>
        public static event Action? Changed;

        /// <summary>The training that runs or ran last, or null.</summary>
        public static TrainingProcess? Training => training;

        /// <summary>Its losses and metrics.</summary>
        public static TrainingCurves Curves { get; private set; } = new TrainingCurves();

        /// <summary>Whether it runs.</summary>
        public static bool IsRunning => training is { IsRunning: true };

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

            EditorUserSettings.SetConfigValue(UntoldKeyOf(started), "yes");
            Follow(started);
        }

        /// <summary>Shows another run of the list.</summary>
        public static void Show(string run) => Follow(TrainingProcess.Attach(run));

        /// <summary>Asks the trainer to save and end.</summary>
        public static void Stop() => training?.Stop();

        /// <summary>
        /// Copies the run's best model so far into the project and imports it: as the asset that the run was started for, or by the
        /// run's name where it was started elsewhere.
        /// </summary>
        /// <exception cref="SagTexturesException">There is none yet, or it cannot be written.</exception>
        public static void ImportModel()
        {
            if (training == null)
            {
                return;
            }

            string model = Setting(ModelKeyOf(training)) ?? $"Assets/{Path.GetFileName(training.RunFolder)}.safetensors";
            training.CopyModel(Path.Combine(SagTexturesSettings.ProjectFolder, model));
            AssetDatabase.ImportAsset(model);
            EditorGUIUtility.PingObject(AssetDatabase.LoadMainAssetAtPath(model));
        }

        private static void Follow(TrainingProcess followed)
        {
            if (training?.RunFolder != followed.RunFolder)
            {
                job?.Remove();
            }

            Detach();
            training = followed;
            Curves = new TrainingCurves();
            EditorUserSettings.SetConfigValue(RunKey, followed.RunFolder);
            Read();
            // One that ended while the editor was closed or reloaded is brought to its end by the next poll.
            bool isUntold = Setting(UntoldKeyOf(followed)) != null;
            job = followed.IsRunning || isUntold ? TrainingJob.Open(followed.RunFolder, Stop) : null;
            Changed?.Invoke();
        }

        private static void Poll()
        {
            if (training == null || EditorApplication.timeSinceStartup < nextPoll)
            {
                return;
            }

            nextPoll = EditorApplication.timeSinceStartup + SecondsBetweenPolls;
            // Asked before reading: a trainer that is gone has written its last report.
            bool hasEnded = !training.IsRunning;
            bool hasNews = Read();
            job?.Report(training);
            if (hasEnded && job != null)
            {
                job.Finish(training.Status);
                job = null;
                hasNews = true;
                End(training.Status);
            }

            if (hasNews)
            {
                Changed?.Invoke();
            }
        }

        private static bool Read()
        {
            bool hasNews = false;
            foreach (TrainingProgress report in training!.Update())
            {
                Curves.Add(report);
                hasNews = true;
            }

            return hasNews;
        }

        private static void End(TrainingStatus status)
        {
            EditorUserSettings.SetConfigValue(UntoldKeyOf(training!), string.Empty);
            if (status == TrainingStatus.Failed || status == TrainingStatus.Killed)
            {
                Debug.LogError($"SagTextures: {training!.Message}");
            }
            else if (status == TrainingStatus.Completed)
            {
                try
                {
                    ImportModel();
                }
                catch (SagTexturesException e)
                {
                    Debug.LogError($"SagTextures: {e.Message}");
                }
            }
        }

        private static void Detach()
        {
            training?.Dispose();
            training = null;
            job = null;
        }

        private static string ModelKeyOf(TrainingProcess run) => ModelKey + Path.GetFileName(run.RunFolder);

        /// <summary>Set from the start of a run until its end was told, and its model imported.</summary>
        private static string UntoldKeyOf(TrainingProcess run) => UntoldKey + Path.GetFileName(run.RunFolder);

        private static string? Setting(string key)
        {
            string value = EditorUserSettings.GetConfigValue(key);
            return string.IsNullOrEmpty(value) ? null : value;
        }
    }
}
