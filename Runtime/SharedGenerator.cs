using System;
using System.Threading;
using System.Threading.Tasks;

namespace SagTextures
{
    /// <summary>
    /// One generator for everyone in a host engine who uses a model: set up at the first use, on the thread that needs it,
    /// and again after a release. Safe to call from many threads.
    /// </summary>
    internal sealed class SharedGenerator : IDisposable
    {
        private readonly object gate = new object();
        private readonly Func<TextureGenerator> load;
        private readonly Action<string> log;
        private CancellationTokenSource lifetime = new CancellationTokenSource();
        private TextureGenerator? generator;

        /// <param name="load">Sets the generator up.</param>
        /// <param name="log">Told, in one line, where the CPU has to stand in for Vulkan.</param>
        public SharedGenerator(Func<TextureGenerator> load, Action<string> log)
        {
            this.load = load;
            this.log = log;
        }

        /// <summary>The generator; the first call sets it up, which takes a moment.</summary>
        /// <exception cref="SagTexturesException">The model or the device is not usable.</exception>
        /// <exception cref="OperationCanceledException">The token was cancelled before the generator was there.</exception>
        public TextureGenerator Get(CancellationToken cancellationToken = default)
        {
            lock (gate)
            {
                // Inside: who waited here while the generator was released must not set it up again.
                cancellationToken.ThrowIfCancellationRequested();
                if (generator == null)
                {
                    generator = load();
                    if (generator.FallbackNote != null)
                    {
                        log($"SagTextures works on the CPU: {generator.FallbackNote}");
                    }
                }

                return generator;
            }
        }

        /// <summary>Works with the generator on another thread.</summary>
        /// <exception cref="OperationCanceledException">The token was cancelled, or the generator released meanwhile.</exception>
        public async Task<T> RunAsync<T>(
            Func<TextureGenerator, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
        {
            CancellationToken released;
            lock (gate)
            {
                released = lifetime.Token;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, released);
            CancellationToken token = either.Token;
            try
            {
                return await Task.Run(() => work(Get(token), token), token).ConfigureAwait(false);
            }
            catch (ObjectDisposedException e) when (released.IsCancellationRequested)
            {
                throw new OperationCanceledException(e.Message, e, released);
            }
        }

        /// <summary>Cancels what is asked for, waits for what is in work and frees the device. The next use sets it up again.</summary>
        public void Dispose()
        {
            TextureGenerator? old;
            lock (gate)
            {
                lifetime.Cancel();
                lifetime = new CancellationTokenSource();
                old = generator;
                generator = null;
            }

            old?.Dispose();
        }
    }
}
