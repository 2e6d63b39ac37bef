#if NET
using System;
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
            Vector256<float> slope = Vector256.Create(epilogue.Slope);
            Activation activation = epilogue.Activation;
            int i = 0;
            for (; i <= count - 8; i += 8)
            {
                Vector256<float> x = Vector256.FusedMultiplyAdd(
                    Vector256.Load(source + i), Vector256.Load(scale + i), Vector256.Load(shift + i));
                if (activation == Activation.LeakyRelu)
                {
                    x = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), x, x * slope);
                }
                else if (activation == Activation.Tanh)
                {
                    x.Store(target + i);
                    for (int j = i; j < i + 8; j++)
                    {
                        target[j] = MathF.Tanh(target[j]);
                    }

                    x = Vector256.Load(target + i);
                }

                if (residual != null)
                {
                    x += Vector256.Load(residual + i);
                }

                x.Store(target + i);
            }

            for (; i < count; i++)
            {
                float x = (source[i] * scale[i]) + shift[i];
                x = activation switch
                {
                    Activation.LeakyRelu => x > 0f ? x : epilogue.Slope * x,
                    Activation.Tanh => MathF.Tanh(x),
                    _ => x,
                };
                target[i] = residual == null ? x : x + residual[i];
            }
        }
    }
}
#endif
