using System.IO;
using UnityEditor;
using UnityEngine;

namespace SagTextures.Editor.Unity
{
    /// <summary>What a user may set, kept for this machine.</summary>
    internal static class SagTexturesSettings
    {
        private const string TrainerKey = "SagTextures.Trainer";
        private const string RunsKey = "SagTextures.Runs";

        /// <summary>Full path of a <c>sag</c> program; empty for the one in this package.</summary>
        public static string Trainer
        {
            get => EditorPrefs.GetString(TrainerKey, string.Empty);
            set => EditorPrefs.SetString(TrainerKey, value);
        }

        /// <summary>Folder of the runs, relative to the project's folder or absolute. Never in Assets: Unity would import samples.</summary>
        public static string Runs
        {
            get => EditorPrefs.GetString(RunsKey, "TrainingRuns");
            set => EditorPrefs.SetString(RunsKey, value);
        }

        /// <summary>Full path of the folder of the runs.</summary>
        public static string RunsFolder => Path.Combine(ProjectFolder, Runs);

        /// <summary>Full path of the project.</summary>
        public static string ProjectFolder => Path.GetDirectoryName(Application.dataPath)!;

        /// <summary>The trainer. It is built on the first use, into Library: Unity's package cache cannot be written.</summary>
        public static SagCommand Command => new SagCommand(
            Trainer.Length > 0 ? Trainer : Path.Combine(PackageFolder, SagCommand.ScriptName),
            Path.Combine(ProjectFolder, "Library", "SagTextures"));

        private static string PackageFolder =>
            UnityEditor.PackageManager.PackageInfo.FindForAssembly(typeof(SagTexturesSettings).Assembly)?.resolvedPath ?? ProjectFolder;
    }
}
