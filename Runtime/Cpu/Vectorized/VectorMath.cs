#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>Functions of eight numbers at once, to a few units in the last place.</summary>
    internal static class VectorMath
    {
        /// <summary>eˣ; 0 far below zero. x must not exceed 88.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Exp(Vector256<float> x)
        {
            // eˣ = 2ⁿ·eʳ with n = round(x/ln 2) and |r| ≤ ln 2 / 2; ln 2 in two parts, so that r keeps all its digits.
            x = Vector256.Max(x, Vector256.Create(-87f));
            Vector256<float> n = Vector256.Round(x * Vector256.Create(1.44269504f));
            Vector256<float> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-0.693359375f), x);
            r = Vector256.FusedMultiplyAdd(n, Vector256.Create(2.12194440e-4f), r);

            // Taylor's series up to r⁷/7!: what is left out is below 2⁻²⁵.
            Vector256<float> sum = Vector256.Create(1f / 5040f);
            sum = Vector256.FusedMultiplyAdd(sum, r, Vector256.Create(1f / 720f));
            sum = Vector256.FusedMultiplyAdd(sum, r, Vector256.Create(1f / 120f));
            sum = Vector256.FusedMultiplyAdd(sum, r, Vector256.Create(1f / 24f));
            sum = Vector256.FusedMultiplyAdd(sum, r, Vector256.Create(1f / 6f));
            sum = Vector256.FusedMultiplyAdd(sum, r, Vector256.Create(0.5f));
            sum = Vector256.FusedMultiplyAdd(sum, r, Vector256<float>.One);
            sum = Vector256.FusedMultiplyAdd(sum, r, Vector256<float>.One);
            Vector256<int> exponent = (Vector256.ConvertToInt32(n) + Vector256.Create(127)) << 23;
            return sum * exponent.AsSingle();
        }

        /// <summary>As <see cref="Exp(Vector256{float})"/>, for AVX-512.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Exp(Vector512<float> x)
        {
            x = Avx512F.Max(x, Vector512.Create(-87f));
            Vector512<float> n = Avx512F.RoundScale(Avx512F.Multiply(x, Vector512.Create(1.44269504f)), 0);
            Vector512<float> r = Avx512F.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), x);
            r = Avx512F.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), r);
            Vector512<float> sum = Vector512.Create(1f / 5040f);
            sum = Avx512F.FusedMultiplyAdd(sum, r, Vector512.Create(1f / 720f));
            sum = Avx512F.FusedMultiplyAdd(sum, r, Vector512.Create(1f / 120f));
            sum = Avx512F.FusedMultiplyAdd(sum, r, Vector512.Create(1f / 24f));
            sum = Avx512F.FusedMultiplyAdd(sum, r, Vector512.Create(1f / 6f));
            sum = Avx512F.FusedMultiplyAdd(sum, r, Vector512.Create(0.5f));
            sum = Avx512F.FusedMultiplyAdd(sum, r, Vector512.Create(1f));
            sum = Avx512F.FusedMultiplyAdd(sum, r, Vector512.Create(1f));
            return Avx512F.Scale(sum, n);
        }

        /// <summary>tanh x = 1 − 2/(e²ˣ + 1).</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Tanh(Vector256<float> x)
        {
            // Beyond ±9 it is ±1 in single precision.
            x = Vector256.Min(Vector256.Max(x, Vector256.Create(-9.01f)), Vector256.Create(9.01f));
            return Vector256<float>.One - (Vector256.Create(2f) / (Exp(x + x) + Vector256<float>.One));
        }
    }
}
#endif
