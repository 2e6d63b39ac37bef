using System;
using SagTextures.Latents;

namespace SagTextures
{
    /// <summary>
    /// Latents from seeds: standard normal numbers that depend on nothing but the seed, so that a seed names the same texture
    /// on every platform and in every version.
    /// </summary>
    public static class Latent
    {
        private const double TwoToMinus32 = 1.0 / 4294967296.0;

        /// <summary>
        /// The latent vector z of a seed, or of one cell of a latent grid: Philox4x32-10 with key (low, high half of the seed)
        /// and counter (block, cellX, cellY, 0), by the Box–Muller transform in double precision.
        /// </summary>
        /// <param name="seed">Any number.</param>
        /// <param name="n">Elements of the vector, at least 0.</param>
        /// <param name="cellX">Column of the cell; may be negative.</param>
        /// <param name="cellY">Row of the cell; may be negative.</param>
        public static float[] FromSeed(ulong seed, int n, int cellX = 0, int cellY = 0)
        {
            if (n < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(n), "A latent has at least 0 elements.");
            }

            var z = new float[n];
            Write(z, 1, seed, cellX, cellY);
            return z;
        }

        /// <summary>As <see cref="FromSeed"/>, into every <paramref name="stride"/>-th element, the first one included.</summary>
        internal static void Write(Span<float> z, int stride, ulong seed, int cellX, int cellY)
        {
            Span<float> normals = stackalloc float[4];
            for (int i = 0; i * stride < z.Length; i++)
            {
                if (i % 4 == 0)
                {
                    Fill(normals, seed, (uint)(i / 4), cellX, cellY);
                }

                z[i * stride] = normals[i % 4];
            }
        }

        private static void Fill(Span<float> normals, ulong seed, uint block, int cellX, int cellY)
        {
            var counter = (block, unchecked((uint)cellX), unchecked((uint)cellY), 0u);
            (uint x0, uint x1, uint x2, uint x3) = Philox4x32.Next(counter, (uint)seed, (uint)(seed >> 32));
            (normals[0], normals[1]) = BoxMuller(x0, x1);
            (normals[2], normals[3]) = BoxMuller(x2, x3);
        }

        private static (float Cosine, float Sine) BoxMuller(uint x0, uint x1)
        {
            double radius = Math.Sqrt(-2.0 * Math.Log((x0 + 0.5) * TwoToMinus32));
            double angle = 2.0 * Math.PI * ((x1 + 0.5) * TwoToMinus32);
            return ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)));
        }
    }
}
