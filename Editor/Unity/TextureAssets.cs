using System;
using System.IO;
using SagTextures.Models;
using SagTextures.Unity;
using UnityEditor;
using UnityEngine;

namespace SagTextures.Editor.Unity
{
    /// <summary>Writes textures into the project as PNG files, imported as what they are.</summary>
    internal static class TextureAssets
    {
        private const string Title = "SagTextures";

        /// <summary>Asks for a file and writes a seed's maps there.</summary>
        public static void Save(SagTextureModel model, ulong seed, GenerateOptions options)
        {
            string path = EditorUtility.SaveFilePanelInProject(
                Title, $"{model.name}-{seed}", "png", "Further maps are saved beside it, e.g. with _normal at the end.");
            if (path.Length > 0)
            {
                Try(() => Select(Write(model, seed, options, path)));
            }
        }

        /// <summary>Asks for a folder of the project and writes the textures of as many seeds there.</summary>
        public static void SaveVariations(SagTextureModel model, ulong firstSeed, int count, GenerateOptions options)
        {
            string folder = EditorUtility.SaveFolderPanel(Title, Application.dataPath, $"{model.name} variations");
            if (folder.Length == 0)
            {
                return;
            }

            string relative = FileUtil.GetProjectRelativePath(folder);
            if (relative.Length == 0)
            {
                EditorUtility.DisplayDialog(Title, "Choose a folder in this project's Assets.", "OK");
                return;
            }

            Try(() =>
            {
                for (int i = 0; i < count; i++)
                {
                    ulong seed = firstSeed + (ulong)i;
                    if (EditorUtility.DisplayCancelableProgressBar(Title, $"Seed {seed}", (float)i / count))
                    {
                        break;
                    }

                    Write(model, seed, options, $"{relative}/{model.name}-{seed}.png");
                }
            });
        }

        /// <returns>Path of the first map's asset.</returns>
        internal static string Write(SagTextureModel model, ulong seed, GenerateOptions options, string path)
        {
            using GeneratedTexture texture = model.Generate(seed, options);
            string stem = path.Substring(0, path.Length - Path.GetExtension(path).Length);
            for (int i = 0; i < texture.Maps.Count; i++)
            {
                TextureMap map = texture.Maps[i];
                string file = i == 0 ? path : $"{stem}_{map.Name}.png";
                map.SavePng(Path.Combine(SagTexturesSettings.ProjectFolder, file));
                AssetDatabase.ImportAsset(file);
                if (AssetImporter.GetAtPath(file) is TextureImporter importer)
                {
                    importer.textureType = map.Name == "normal" ? TextureImporterType.NormalMap : TextureImporterType.Default;
                    importer.sRGBTexture = map.Encoding == MapEncoding.Srgb;
                    importer.wrapMode = TextureWrapMode.Repeat;
                    importer.SaveAndReimport();
                }
            }

            return path;
        }

        private static void Select(string path)
        {
            Texture2D asset = AssetDatabase.LoadAssetAtPath<Texture2D>(path);
            EditorGUIUtility.PingObject(asset);
        }

        private static void Try(Action save)
        {
            try
            {
                save();
            }
            catch (SagTexturesException e)
            {
                EditorUtility.DisplayDialog(Title, e.Message, "OK");
            }
            finally
            {
                EditorUtility.ClearProgressBar();
            }
        }
    }
}
