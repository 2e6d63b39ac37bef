#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    internal static unsafe class VectorizedEpilogue
    {
        /// <summary>Applies an epilogue to neighbouring channels of a pixel.</summary>
        /// <param name="epilogue">What to apply.</param>
        /// <param name="scale">The channels' scales.</param>
        /// <param name="shift">The channels' shifts.</param>
        /// <param name="source">The sums.</param>
        /// <param name="residual">Added at the end, or null.</param>
        /// <param name="target">Where the result goes; may be <paramref name="source"/>.</param>
        /// <param name="count">Number of channels.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Apply(
            Epilogue epilogue, float* scale, float* shift, float* source, float* residual, float* target, int count)
        {
            int i = 0;
            for (; i <= count - 8; i += 8)
            {
                new EpilogueOfEight(epilogue, Vector256.Load(scale + i), Vector256.Load(shift + i))
                    .Store(Vector256.Load(source + i), residual, target, i);
            }

            if (i < count)
            {
                float* rest = stackalloc float[3 * 8];
                for (int j = 0; j < count - i; j++)
                {
                    rest[j] = source[i + j];
                    rest[8 + j] = scale[i + j];
                    rest[16 + j] = shift[i + j];
                }

                new EpilogueOfEight(epilogue, Vector256.Load(rest + 8), Vector256.Load(rest + 16), count - i)
                    .Store(Vector256.Load(rest), residual, target, i);
            }
        }
    }
}
#endif
