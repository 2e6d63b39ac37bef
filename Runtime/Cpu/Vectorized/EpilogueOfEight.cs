#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SagTextures.Plans;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>An <see cref="Epilogue"/> for up to eight neighbouring channels, in registers.</summary>
    internal readonly unsafe struct EpilogueOfEight
    {
        private readonly Vector256<float> scale;
        private readonly Vector256<float> shift;
        private readonly Vector256<float> slope;
        private readonly Activation activation;
        private readonly int count;

        /// <param name="epilogue">What to apply.</param>
        /// <param name="scale">Eight scales.</param>
        /// <param name="shift">Eight shifts.</param>
        /// <param name="count">How many of the channels are there.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public EpilogueOfEight(Epilogue epilogue, Vector256<float> scale, Vector256<float> shift, int count = 8)
        {
            this.scale = scale;
            this.shift = shift;
            slope = Vector256.Create(epilogue.Slope);
            activation = epilogue.Activation;
            this.count = count;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Apply(Vector256<float> x)
        {
            x = Vector256.FusedMultiplyAdd(x, scale, shift);
            if (activation == Activation.LeakyRelu)
            {
                return Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), x, x * slope);
            }

            return activation == Activation.Tanh ? VectorMath.Tanh(x) : x;
        }

        /// <summary>Applies it, adds the residual and stores the channels that are there.</summary>
        /// <param name="x">The sums.</param>
        /// <param name="residual">Tensor to be added, or null.</param>
        /// <param name="target">Tensor to be written.</param>
        /// <param name="position">Of the first channel, in both.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(Vector256<float> x, float* residual, float* target, long position)
        {
            x = Apply(x);
            if (count == 8)
            {
                (residual == null ? x : x + Vector256.Load(residual + position)).Store(target + position);
            }
            else
            {
                StoreSome(x, residual, target + position, position);
            }
        }

        private void StoreSome(Vector256<float> x, float* residual, float* target, long position)
        {
            for (int i = 0; i < count; i++)
            {
                target[i] = residual == null ? x[i] : x[i] + residual[position + i];
            }
        }
    }
}
#endif
