using System.Collections.Generic;
using UnityEditor;
using UnityEngine.UIElements;

namespace SagTextures.Editor.Unity
{
    /// <summary>Preferences > SagTextures.</summary>
    internal static class SagTexturesSettingsProvider
    {
        [SettingsProvider]
        public static SettingsProvider Create() => new SettingsProvider("Preferences/SagTextures", SettingsScope.User)
        {
            label = "SagTextures",
            keywords = new HashSet<string> { "SagTextures", "texture", "training", "trainer" },
            activateHandler = (_, root) => Fill(root),
        };

        private static void Fill(VisualElement root)
        {
            root.style.paddingLeft = root.style.paddingTop = 8;
            var trainer = new TextField("Trainer")
            {
                value = SagTexturesSettings.Trainer,
                isDelayed = true,
                tooltip = "Full path of a sag program. Empty: the one in this package, which needs the .NET SDK 10.",
            };
            trainer.RegisterValueChangedCallback(change => SagTexturesSettings.Trainer = change.newValue.Trim());
            var runs = new TextField("Folder of runs")
            {
                value = SagTexturesSettings.Runs,
                isDelayed = true,
                tooltip = "Relative to the project's folder, outside Assets: reports, samples and checkpoints of trainings.",
            };
            runs.RegisterValueChangedCallback(change => SagTexturesSettings.Runs = change.newValue.Trim());
            root.Add(trainer);
            root.Add(runs);
        }
    }
}
