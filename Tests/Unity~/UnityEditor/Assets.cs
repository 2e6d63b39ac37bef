using System;
using System.Reflection;
using UnityEngine;
using Object = UnityEngine.Object;

namespace UnityEditor
{
    public enum ImportAssetOptions
    {
        Default = 0,
    }

    public enum TextureImporterType
    {
        Default = 0,
        NormalMap = 1,
    }

    public static class AssetDatabase
    {
        public static extern void ImportAsset(string path, ImportAssetOptions options = ImportAssetOptions.Default);
        public static extern T LoadAssetAtPath<T>(string assetPath) where T : Object;
        public static extern Object LoadMainAssetAtPath(string assetPath);
        public static extern string GetAssetPath(Object assetObject);
        public static extern string[] FindAssets(string filter);
        public static extern string GUIDToAssetPath(string guid);
        public static extern bool IsValidFolder(string path);
        public static extern bool DeleteAsset(string path);
    }

    public class AssetImporter : Object
    {
        public static extern AssetImporter GetAtPath(string path);
        public extern void SaveAndReimport();
    }

    public sealed class TextureImporter : AssetImporter
    {
        public extern TextureImporterType textureType { get; set; }
        public extern bool sRGBTexture { get; set; }
        public extern TextureWrapMode wrapMode { get; set; }
    }
}

namespace UnityEditor.AssetImporters
{
    public class AssetImportContext
    {
        public extern string assetPath { get; }
        public extern void AddObjectToAsset(string identifier, Object obj, Texture2D thumbnail);
        public extern void SetMainObject(Object obj);
        public extern void LogImportError(string msg, Object obj = null);
    }

    [AttributeUsage(AttributeTargets.Class, Inherited = false)]
    public class ScriptedImporterAttribute : Attribute
    {
        public extern ScriptedImporterAttribute(int version, string ext);
    }

    public abstract class ScriptedImporter : AssetImporter
    {
        public abstract void OnImportAsset(AssetImportContext ctx);
    }

    public abstract class AssetImporterEditor : Editor
    {
        public virtual extern bool showImportedObject { get; }
        protected virtual extern bool needsApplyRevert { get; }
        protected internal extern Object assetTarget { get; }
        public virtual extern void OnEnable();
        public virtual extern void OnDisable();
    }

    public class ScriptedImporterEditor : AssetImporterEditor
    {
    }
}

namespace UnityEditor.PackageManager
{
    public class PackageInfo
    {
        public extern string resolvedPath { get; }
        public static extern PackageInfo FindForAssembly(Assembly assembly);
    }
}
