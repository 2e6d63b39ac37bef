using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SagTextures.Models;
using SagTextures.Plans;
using SagTextures.Vulkan;

namespace SagTextures
{
    /// <summary>
    /// Makes textures from seeds with a trained model. Safe to call from many threads. On Vulkan a few calls are in flight at
    /// once, so that the GPU has the next one's work before the last one's pixels are read; on the CPU each has all cores.
    /// </summary>
    public sealed class TextureGenerator : IDisposable
    {
        /// <summary>Calls at once on Vulkan: each holds the memory of a plan's activations.</summary>
        private const int MaxInFlight = 3;

        private readonly GeneratorGraph graph;
        private readonly IBackend backend;
        private readonly PlanCache plans;
        private readonly BatchLimit limit;
        private readonly Turns turns;
        private bool isDisposed;

        /// <summary>Sets up a generator for a model that is in memory already.</summary>
        /// <exception cref="DeviceException">The backend that was asked for is not there.</exception>
        /// <exception cref="SagTexturesException">The options are wrong.</exception>
        public TextureGenerator(GeneratorModel model, GeneratorOptions? options = null)
            : this(
                model, BackendFactory.Create(options ?? new GeneratorOptions(), out BackendKind kind, out string? note), kind, note)
        {
        }

        internal TextureGenerator(GeneratorModel model, IBackend backend, BackendKind kind, string? note = null)
        {
            graph = new GeneratorGraph(model);
            this.backend = backend;
            Backend = kind;
            FallbackNote = note;
            plans = new PlanCache(graph, backend);
            limit = new BatchLimit(backend.BestBatch);
            turns = new Turns(kind == BackendKind.Vulkan ? MaxInFlight : 1);
        }

        /// <summary>The model.</summary>
        public GeneratorModel Model => graph.Model;

        /// <summary><see cref="BackendKind.Vulkan"/> or <see cref="BackendKind.Cpu"/>.</summary>
        public BackendKind Backend { get; }

        /// <summary>What it runs on, for people.</summary>
        public string DeviceName => backend.DeviceName;

        /// <summary>Why the CPU was taken although Vulkan was to be preferred: one line for the host's log, or null.</summary>
        public string? FallbackNote { get; }

        /// <summary>Loads a model file and sets up a device for it.</summary>
        /// <exception cref="ModelException">The file is not a usable model.</exception>
        /// <exception cref="DeviceException">The backend that was asked for is not there.</exception>
        /// <exception cref="SagTexturesException">The options are wrong.</exception>
        public static TextureGenerator Load(string path, GeneratorOptions? options = null)
        {
            // Reading a model and loading a driver take about as long as each other.
            FreshMemory.Bind();
            Task<GeneratorModel> reading = Task.Run(() => ModelFile.Read(path));
            IBackend? backend = null;
            try
            {
                backend = BackendFactory.Create(options ?? new GeneratorOptions(), out BackendKind kind, out string? note);
                return new TextureGenerator(reading.GetAwaiter().GetResult(), backend, kind, note);
            }
            catch
            {
                backend?.Dispose();

                // Where both fail, the model is told of.
                reading.GetAwaiter().GetResult();
                throw;
            }
        }

        /// <summary>Loads a model from a stream that can tell its length, e.g. an engine's packed asset.</summary>
        /// <exception cref="ModelException">It is not a usable model.</exception>
        /// <exception cref="DeviceException">The backend that was asked for is not there.</exception>
        /// <exception cref="SagTexturesException">The options are wrong.</exception>
        public static TextureGenerator Load(Stream stream, GeneratorOptions? options = null) =>
            new TextureGenerator(ModelFile.Read(stream, "The stream"), options);

        /// <summary>
        /// Makes the texture of a seed. The same seed gives the same texture, always; where a GPU's cooperative matrices make it,
        /// up to rounding alone and beside others.
        /// </summary>
        /// <exception cref="SagTexturesException">The options do not fit the model, or the device failed.</exception>
        /// <exception cref="ObjectDisposedException">The generator was disposed of.</exception>
        public GeneratedTexture Generate(ulong seed, GenerateOptions? options = null) =>
            Generate(new[] { seed }, options)[0];

        /// <summary>
        /// Makes the textures of several seeds, faster than one by one: on a GPU up to 32 at once, on the CPU 8, or as many as
        /// there is memory for.
        /// </summary>
        /// <exception cref="SagTexturesException">The options do not fit the model, or the device failed.</exception>
        /// <exception cref="ObjectDisposedException">The generator was disposed of.</exception>
        /// <exception cref="OperationCanceledException">The token was cancelled; no texture is returned.</exception>
        public IReadOnlyList<GeneratedTexture> Generate(
            IReadOnlyList<ulong> seeds, GenerateOptions? options = null, CancellationToken cancellationToken = default)
        {
            var request = new GenerateRequest(Model, options ?? new GenerateOptions());
            ulong[] all = seeds as ulong[] ?? seeds.ToArray();
            var textures = new GeneratedTexture[all.Length];
            int needed = 1;
            for (int done = 0; done < all.Length;)
            {
                int batch = limit.Batch(all.Length - done, request);
                int taken = needed;
                turns.Take(taken, cancellationToken);
                try
                {
                    Make(all.AsSpan(done, batch), request, textures.AsSpan(done, batch));
                    done += batch;
                    needed = 1;
                }
                catch (DeviceMemoryException) when (taken < turns.All)
                {
                    // Others may have it: once more, alone.
                    needed = turns.All;
                }
                catch (DeviceMemoryException)
                {
                    if (!limit.TryHalve(batch, request))
                    {
                        throw;
                    }
                }
                finally
                {
                    turns.Release(taken);
                }
            }

            return textures;
        }

        /// <summary>
        /// Makes the texture of a seed on another thread; no frame waits for it, and while others have their turn no thread.
        /// The options may be changed once the call has returned.
        /// </summary>
        /// <inheritdoc cref="Generate(IReadOnlyList{ulong}, GenerateOptions?, CancellationToken)" path="/exception"/>
        public async Task<GeneratedTexture> GenerateAsync(
            ulong seed, GenerateOptions? options = null, CancellationToken cancellationToken = default)
        {
            // Here, because the caller may change the options for the next call.
            var request = new GenerateRequest(Model, options ?? new GenerateOptions());
            return await Task.Run(
                async () =>
                {
                    var texture = new GeneratedTexture[1];
                    for (int taken = 1; ; taken = turns.All)
                    {
                        await turns.TakeAsync(taken, cancellationToken).ConfigureAwait(false);
                        try
                        {
                            Make(new[] { seed }, request, texture);
                            return texture[0];
                        }
                        catch (DeviceMemoryException) when (taken < turns.All)
                        {
                            // Others may have it: once more, alone.
                        }
                        finally
                        {
                            turns.Release(taken);
                        }
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }

        /// <summary>
        /// Records the making of a texture into a command buffer of the host engine whose device this generator works on
        /// (<see cref="GeneratorOptions.Vulkan"/>), with an image of the host as the target. Nothing is submitted, waited for or
        /// read back. Recordings of one generator share memory: submit them, in order, to the device's queue. Other calls have
        /// memory of their own as long as a recording is not disposed of.
        /// </summary>
        /// <param name="commandBuffer">VkCommandBuffer that is being recorded, outside any render pass.</param>
        /// <param name="seed">The texture's seed.</param>
        /// <param name="target">An image of just the texture's size.</param>
        /// <param name="options">As for <see cref="Generate(ulong, GenerateOptions?)"/>, but without mip levels.</param>
        /// <param name="map">Which map; null for the first.</param>
        /// <returns>What the commands need; to be disposed of when they are done on the GPU.</returns>
        /// <exception cref="SagTexturesException">
        /// The options or the image do not fit the model, or the generator does not work on Vulkan.
        /// </exception>
        /// <exception cref="ObjectDisposedException">The generator was disposed of.</exception>
        public VulkanRecording Record(
            IntPtr commandBuffer, ulong seed, VulkanImageTarget target, GenerateOptions? options = null, string? map = null)
        {
            var request = new GenerateRequest(Model, options ?? new GenerateOptions());
            int mapIndex = request.FindMap(map);
            if (target.Width != request.Width || target.Height != request.Height)
            {
                throw new SagTexturesException(
                    $"The image has {target.Width}×{target.Height} pixels and the texture {request.Width}×{request.Height}.");
            }

            turns.Take(1);
            try
            {
                ThrowIfDisposed();
                IPreparedPlan rented = plans.Rent(1, request.Width, request.Height, toRecord: true);
                try
                {
                    return rented is VulkanPreparedPlan plan
                        ? plan.Record(commandBuffer, request.Latents(new[] { seed }), new[] { request.Class }, target, mapIndex)
                        : throw new DeviceException(
                            "This generator works on the CPU and cannot record Vulkan commands; give it the host's device.");
                }
                finally
                {
                    plans.Return(rented);
                }
            }
            finally
            {
                turns.Release(1);
            }
        }

        /// <summary>Waits for work in flight, then frees the device. May be called again.</summary>
        public void Dispose()
        {
            turns.Take(turns.All);
            try
            {
                if (!isDisposed)
                {
                    isDisposed = true;
                    plans.Dispose();
                    backend.Dispose();
                }
            }
            finally
            {
                turns.Release(turns.All);
            }
        }

        /// <summary>
        /// The latent and every layer's output for a seed, as tensors named z, layer.NNN (position in the model's layer list)
        /// and output. A layer that is fused into the one after it has no output of its own.
        /// </summary>
        internal IReadOnlyList<ModelTensor> Activations(ulong seed, GenerateOptions? options = null)
        {
            var request = new GenerateRequest(Model, options ?? new GenerateOptions());
            turns.Take(1);
            try
            {
                ThrowIfDisposed();
                using IPreparedPlan prepared = backend.Prepare(
                    new GeneratorPlan(graph, 1, request.Width, request.Height, keepActivations: true));
                request.Run(prepared, new[] { seed });
                return ActivationReader.Read(prepared, request.Latents(new[] { seed }));
            }
            finally
            {
                turns.Release(1);
            }
        }

        /// <summary>To be called by who has the turn, for no more seeds than make a batch.</summary>
        private void Make(ReadOnlySpan<ulong> seeds, GenerateRequest request, Span<GeneratedTexture> textures)
        {
            ThrowIfDisposed();
            IPreparedPlan plan = plans.Rent(seeds.Length, request.Width, request.Height);
            byte[][]? pixels = null;
            try
            {
                pixels = request.Run(plan, seeds);
            }
            finally
            {
                plans.Return(plan, isSound: pixels != null);
            }

            int maps = Model.Description.Maps.Count;
            for (int i = 0; i < seeds.Length; i++)
            {
                textures[i] = request.Texture(seeds[i], pixels.AsSpan(i * maps, maps));
            }
        }

        private void ThrowIfDisposed()
        {
            if (isDisposed)
            {
                throw new ObjectDisposedException(nameof(TextureGenerator));
            }
        }
    }
}
