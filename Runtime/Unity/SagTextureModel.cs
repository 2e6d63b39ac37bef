using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SagTextures.Models;
using UnityEngine;

namespace SagTextures.Unity
{
    /// <summary>
    /// A trained generator as an asset: drop a <c>.safetensors</c> file into the project. All who use it share one generator
    /// and its device, which is set up at the first use and freed when the asset is unloaded, at a domain reload and when
    /// play mode ends. To be called on the main thread.
    /// </summary>
    public sealed class SagTextureModel : ScriptableObject
    {
        [SerializeField, HideInInspector]
        private byte[] file = Array.Empty<byte>();

        private SharedGenerator? shared;
        private GeneratorDescription? description;

        /// <summary>What the model makes: maps, classes, resolution, layers. Reads the model's header at the first call.</summary>
        /// <exception cref="ModelException">The asset is damaged.</exception>
        public GeneratorDescription Description => description ??= Read().Description;

        private SharedGenerator Shared => shared ??= CreateShared();

        /// <summary>Makes an asset from a model file's bytes, e.g. of a file that the game downloaded.</summary>
        /// <exception cref="ModelException">It is not a usable model.</exception>
        public static SagTextureModel Create(byte[] file, string name)
        {
            SagTextureModel model = CreateInstance<SagTextureModel>();
            model.file = file;
            model.name = name;
            model.description = model.Read().Description;
            return model;
        }

        /// <summary>
        /// Makes a texture and waits for it. The first call sets the device up; in play prefer
        /// <see cref="GenerateTextureAsync"/>.
        /// </summary>
        /// <param name="seed">The same seed gives the same texture, always.</param>
        /// <param name="options">Size, class, truncation; null for the model's own size with mip levels.</param>
        /// <param name="map">albedo, normal, …; null for the model's first map.</param>
        /// <returns>A texture that the caller destroys.</returns>
        /// <exception cref="SagTexturesException">The options do not fit the model, or the device failed.</exception>
        public Texture2D GenerateTexture(ulong seed, GenerateOptions? options = null, string? map = null) =>
            TexturePixels.Of(Shared.Get().Generate(seed, options ?? Defaults()), map).Upload();

        /// <summary>Makes a texture on another thread; no frame waits for it. Await it on the main thread.</summary>
        /// <inheritdoc cref="GenerateTexture" path="/param"/>
        /// <returns>A texture that the caller destroys.</returns>
        /// <exception cref="SagTexturesException">The options do not fit the model, or the device failed.</exception>
        /// <exception cref="OperationCanceledException">The token was cancelled, or the model unloaded meanwhile.</exception>
        public async Task<Texture2D> GenerateTextureAsync(
            ulong seed, GenerateOptions? options = null, string? map = null, CancellationToken cancellationToken = default)
        {
            GenerateOptions wanted = options?.Copy() ?? Defaults();
            TexturePixels pixels = await Shared.RunAsync(
                async (generator, token) =>
                    TexturePixels.Of(await generator.GenerateAsync(seed, wanted, token).ConfigureAwait(false), map),
                cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return pixels.Upload();
        }

        /// <summary>Makes all maps of a texture on another thread, ready for a material. Await it on the main thread.</summary>
        /// <inheritdoc cref="GenerateTexture" path="/param"/>
        /// <returns>Textures that the caller disposes of.</returns>
        /// <inheritdoc cref="GenerateTextureAsync" path="/exception"/>
        public async Task<SagTextureSet> GenerateMapsAsync(
            ulong seed, GenerateOptions? options = null, CancellationToken cancellationToken = default)
        {
            GenerateOptions wanted = options?.Copy() ?? Defaults();
            TexturePixels[] maps = await Shared.RunAsync(
                async (generator, token) =>
                    TexturePixels.ForMaterial(await generator.GenerateAsync(seed, wanted, token).ConfigureAwait(false)),
                cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return new SagTextureSet(seed, maps);
        }

        /// <summary>Makes a texture as plain pixels, e.g. to write files, and waits for it.</summary>
        /// <exception cref="SagTexturesException">The options do not fit the model, or the device failed.</exception>
        public GeneratedTexture Generate(ulong seed, GenerateOptions? options = null) => Shared.Get().Generate(seed, options);

        /// <summary>A generator of the caller's own.</summary>
        internal TextureGenerator CreateGenerator(GeneratorOptions options) => new TextureGenerator(Read(), options);

        /// <summary>Frees the device. The next use sets it up again.</summary>
        public void Release()
        {
            shared?.Dispose();
            shared = null;
        }

        // Called before a domain reload, when the asset is unloaded or destroyed, and when the game ends.
        private void OnDisable() => Release();

        private static GenerateOptions Defaults() => new GenerateOptions { Mipmaps = true };

        private SharedGenerator CreateShared()
        {
            // Neither is to be touched on another thread: they belong to a Unity object.
            byte[] bytes = file;
            string source = name;
            return new SharedGenerator(() => new TextureGenerator(Read(bytes, source)), note => Debug.Log(note));
        }

        private GeneratorModel Read() => Read(file, name);

        private static GeneratorModel Read(byte[] bytes, string source)
        {
            using var stream = new MemoryStream(bytes, writable: false);
            return ModelFile.Read(stream, source);
        }
    }
}
