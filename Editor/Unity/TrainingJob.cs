using System;
using System.IO;
using UnityEditor;

namespace SagTextures.Editor.Unity
{
    /// <summary>The training in Unity's Progress window. The item is unmanaged: it survives domain reloads.</summary>
    internal sealed class TrainingJob
    {
        private const string IdKey = "SagTextures.Progress";
        private readonly int id;

        private TrainingJob(int id) => this.id = id;

        /// <summary>Finds the item of before a domain reload again, or adds one.</summary>
        public static TrainingJob Open(string run, Action stop)
        {
            int id = SessionState.GetInt(IdKey, -1);
            if (id < 0 || !Progress.Exists(id) || Progress.GetStatus(id) != Progress.Status.Running)
            {
                id = Progress.Start("Training textures", Path.GetFileName(run), Progress.Options.Unmanaged);
                Progress.SetTimeDisplayMode(id, Progress.TimeDisplayMode.ShowRemainingTime);
                SessionState.SetInt(IdKey, id);
            }

            Progress.RegisterCancelCallback(id, () =>
            {
                stop();
                return true;
            });
            return new TrainingJob(id);
        }

        public void Report(TrainingProcess training)
        {
            if (training.Progress is { } progress && progress.Steps > 0)
            {
                Progress.Report(id, (float)progress.Step / progress.Steps, $"step {progress.Step} of {progress.Steps}");
                Progress.SetRemainingTime(id, (long)progress.Remaining.TotalSeconds);
            }
        }

        public void Finish(TrainingStatus status)
        {
            Progress.Finish(id, status switch
            {
                TrainingStatus.Completed => Progress.Status.Succeeded,
                TrainingStatus.Stopped => Progress.Status.Canceled,
                _ => Progress.Status.Failed,
            });
            SessionState.EraseInt(IdKey);
        }
    }
}
