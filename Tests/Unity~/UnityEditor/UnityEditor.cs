using System;
using System.Collections.Generic;
using UnityEngine;
using UnityEngine.UIElements;
using Object = UnityEngine.Object;

namespace UnityEditor
{
    [AttributeUsage(AttributeTargets.Class)]
    public class InitializeOnLoadAttribute : Attribute
    {
    }

    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public sealed class MenuItem : Attribute
    {
        public extern MenuItem(string itemName);
        public extern MenuItem(string itemName, bool isValidateFunction);
    }

    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    public class CustomEditor : Attribute
    {
        public extern CustomEditor(Type inspectedType);
    }

    public class Editor : ScriptableObject
    {
        public virtual extern VisualElement CreateInspectorGUI();
    }

    public class EditorWindow : ScriptableObject
    {
        public extern VisualElement rootVisualElement { get; }
        public extern Vector2 minSize { get; set; }
        public static extern T GetWindow<T>() where T : EditorWindow;
        public static extern T GetWindow<T>(string title) where T : EditorWindow;
        public extern void Show();
    }

    public enum PlayModeStateChange
    {
        EnteredEditMode = 0,
        ExitingEditMode = 1,
        EnteredPlayMode = 2,
        ExitingPlayMode = 3,
    }

    public sealed class EditorApplication
    {
        public delegate void CallbackFunction();

        public static CallbackFunction update;
        public static extern double timeSinceStartup { get; }
        public static event Action<PlayModeStateChange> playModeStateChanged;
    }

    public static class AssemblyReloadEvents
    {
        public delegate void AssemblyReloadCallback();

        public static event AssemblyReloadCallback beforeAssemblyReload;
    }

    public sealed class EditorPrefs
    {
        public static extern string GetString(string key, string defaultValue);
        public static extern void SetString(string key, string value);
    }

    public sealed class EditorUserSettings : Object
    {
        public static extern string GetConfigValue(string name);
        public static extern void SetConfigValue(string name, string value);
    }

    public static class SessionState
    {
        public static extern void SetInt(string key, int value);
        public static extern int GetInt(string key, int defaultValue);
        public static extern void EraseInt(string key);
    }

    public sealed class Selection
    {
        public static extern Object activeObject { get; set; }
    }

    public class EditorUtility
    {
        public static extern string SaveFilePanelInProject(string title, string defaultName, string extension, string message);
        public static extern string SaveFolderPanel(string title, string folder, string defaultName);
        public static extern string OpenFolderPanel(string title, string folder, string defaultName);
        public static extern bool DisplayCancelableProgressBar(string title, string info, float progress);
        public static extern void ClearProgressBar();
        public static extern bool DisplayDialog(string title, string message, string ok);
    }

    public class EditorGUIUtility
    {
        public static extern void PingObject(Object obj);
    }

    public class FileUtil
    {
        public static extern string GetProjectRelativePath(string path);
    }

    public static class Progress
    {
        public enum Status
        {
            Running,
            Succeeded,
            Failed,
            Canceled,
            Paused,
        }

        [Flags]
        public enum Options
        {
            None = 0,
            Sticky = 1,
            Indefinite = 2,
            Synchronous = 4,
            Managed = 8,
            Unmanaged = 16,
        }

        public enum TimeDisplayMode
        {
            NoTimeShown,
            ShowRunningTime,
            ShowRemainingTime,
        }

        public static extern int Start(string name, string description = null, Options options = Options.None, int parentId = -1);
        public static extern void Finish(int id, Status status = Status.Succeeded);
        public static extern void Report(int id, float progress, string description);
        public static extern void RegisterCancelCallback(int id, Func<bool> callback);
        public static extern void SetRemainingTime(int id, long seconds);
        public static extern void SetTimeDisplayMode(int id, TimeDisplayMode displayMode);
        public static extern bool Exists(int id);
        public static extern Status GetStatus(int id);
    }

    public enum SettingsScope
    {
        User,
        Project,
    }

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class SettingsProviderAttribute : Attribute
    {
    }

    public class SettingsProvider
    {
        public extern SettingsProvider(string path, SettingsScope scopes, IEnumerable<string> keywords = null);
        public extern string label { get; set; }
        public extern IEnumerable<string> keywords { get; set; }
        public extern Action<string, VisualElement> activateHandler { get; set; }
    }
}
