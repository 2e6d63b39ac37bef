using System.IO;
using System.Text.RegularExpressions;
using NUnit.Framework;
using SagTextures.Editor.Unity;
using SagTextures.Unity;
using UnityEditor;
using UnityEngine;
using UnityEngine.TestTools;

namespace SagTextures.Tests
{
    public sealed class SagTextureModelImporterTests
    {
        private const string Folder = "Assets/SagTexturesTests";
        private const string Model = Folder + "/tiny.safetensors";

        [SetUp]
        public void CreateFolder() => Directory.CreateDirectory(Folder);

        [TearDown]
        public void DeleteFolder() => AssetDatabase.DeleteAsset(Folder);

        [Test]
        public void AModelFileBecomesAnAsset()
        {
            File.WriteAllBytes(Model, TinyModel.Bytes());
            AssetDatabase.ImportAsset(Model);
            SagTextureModel asset = AssetDatabase.LoadAssetAtPath<SagTextureModel>(Model);
            Assert.That(asset.Description.Name, Is.EqualTo("tiny"));
            Assert.That(asset.Description.Maps, Has.Count.EqualTo(3));
        }

        [Test]
        public void ABadFileIsAnImportErrorThatSaysWhy()
        {
            LogAssert.Expect(LogType.Error, new Regex("tiny.safetensors.*is not a usable model"));
            File.WriteAllText(Model, "not a model");
            AssetDatabase.ImportAsset(Model);
            Assert.That(AssetDatabase.LoadAssetAtPath<SagTextureModel>(Model) == null);
        }

        [Test]
        public void SavedTexturesAreImportedAsWhatTheyAre()
        {
            SagTextureModel model = SagTextureModel.Create(TinyModel.Bytes(), "tiny");
            TextureAssets.Write(model, 1, new GenerateOptions(), Folder + "/wall.png");
            Object.DestroyImmediate(model);

            Assert.That(Importer("wall.png").sRGBTexture);
            Assert.That(Importer("wall_normal.png").textureType, Is.EqualTo(TextureImporterType.NormalMap));
            Assert.That(Importer("wall_roughness.png").sRGBTexture, Is.False);
            Assert.That(Importer("wall_roughness.png").wrapMode, Is.EqualTo(TextureWrapMode.Repeat));
        }

        private static TextureImporter Importer(string file) => (TextureImporter)AssetImporter.GetAtPath($"{Folder}/{file}");
    }
}
