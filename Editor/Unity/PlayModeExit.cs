using SagTextures.Unity;
using UnityEditor;
using UnityEngine;

namespace SagTextures.Editor.Unity
{
    /// <summary>
    /// Frees all devices when play mode ends. A domain reload does that by itself, but projects may do without (Enter Play Mode
    /// Options).
    /// </summary>
    [InitializeOnLoad]
    internal static class PlayModeExit
    {
        static PlayModeExit() => EditorApplication.playModeStateChanged += change =>
        {
            if (change == PlayModeStateChange.ExitingPlayMode)
            {
                foreach (SagTextureModel model in Resources.FindObjectsOfTypeAll<SagTextureModel>())
                {
                    model.Release();
                }
            }
        };
    }
}
