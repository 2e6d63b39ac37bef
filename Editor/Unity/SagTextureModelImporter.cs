using System.IO;
using SagTextures.Models;
using SagTextures.Unity;
using UnityEditor.AssetImporters;
using UnityEngine;

namespace SagTextures.Editor.Unity
{
    /// <summary>Makes a <see cref="SagTextureModel"/> of a model file; its thumbnail is a texture that it makes.</summary>
    [ScriptedImporter(1, "safetensors")]
    public sealed class SagTextureModelImporter : ScriptedImporter
    {
        private const ulong ThumbnailSeed = 1;

        /// <inheritdoc/>
        public override void OnImportAsset(AssetImportContext ctx)
        {
            try
            {
                SagTextureModel model = SagTextureModel.Create(File.ReadAllBytes(ctx.assetPath), Path.GetFileNameWithoutExtension(ctx.assetPath));
                // Imports run in worker processes too: the CPU is there in all of them.
                using TextureGenerator generator = model.CreateGenerator(new GeneratorOptions { Backend = BackendKind.Cpu });
                using GeneratedTexture texture = generator.Generate(ThumbnailSeed);
                Texture2D thumbnail = TexturePixels.Of(texture, null).Upload(readable: true);
                ctx.AddObjectToAsset("model", model, thumbnail);
                ctx.SetMainObject(model);
            }
            catch (SagTexturesException e)
            {
                ctx.LogImportError($"{ctx.assetPath}: {e.Message}");
            }
        }
    }
}
