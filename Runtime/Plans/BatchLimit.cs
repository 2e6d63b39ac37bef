using System;

namespace SagTextures.Plans
{
    /// <summary>
    /// How many textures are made at once: as many as are best for the backend, or fewer once its memory was too short for
    /// that. From any thread.
    /// </summary>
    internal sealed class BatchLimit
    {
        private readonly object gate = new object();
        private readonly int best;

        /// <summary>Of all textures at once: memory is taken by the pixel, so that one number serves every size.</summary>
        private long maxPixels = long.MaxValue;

        /// <param name="best"><see cref="IBackend.BestBatch"/>.</param>
        public BatchLimit(int best) => this.best = best;

        /// <param name="wanted">Textures that are to be made, at least 1.</param>
        /// <param name="request">Of which size.</param>
        /// <returns>From 1 to <paramref name="wanted"/>.</returns>
        public int Batch(int wanted, GenerateRequest request)
        {
            lock (gate)
            {
                return (int)Math.Max(1, Math.Min(Math.Min(wanted, best), maxPixels / Pixels(1, request)));
            }
        }

        /// <summary>Memory was too short for so many: half as many are to be tried, by later calls too.</summary>
        /// <returns>Whether there is a half: not of 1.</returns>
        public bool TryHalve(int batch, GenerateRequest request)
        {
            if (batch == 1)
            {
                return false;
            }

            lock (gate)
            {
                maxPixels = Math.Min(maxPixels, Pixels(batch / 2, request));
                return true;
            }
        }

        private static long Pixels(int batch, GenerateRequest request) => (long)batch * request.Width * request.Height;
    }
}
