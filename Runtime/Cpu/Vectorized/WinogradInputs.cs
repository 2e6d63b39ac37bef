#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SagTextures.Cpu.Vectorized
{
    /// <summary>
    /// Transforms what a tile sees, 3×3 pixels, to the factors of F(2×2, 2×2): along each axis x0 − x1, x1, x1 − x2. They are
    /// written in the order in which <see cref="WinogradKernel"/> reads them, so that the processor fetches them ahead.
    /// </summary>
    internal static unsafe class WinogradInputs
    {
        /// <param name="pixels">Where the channels of the 3×3 pixels begin. Up to 7 floats after the last channel are read.</param>
        /// <param name="channels">How many.</param>
        /// <param name="target">The tile's place in the first row of components.</param>
        /// <param name="row">Floats to the next row's.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Transform(float** pixels, int channels, float* target, nint row)
        {
            for (nint i = 0; i < channels; i += 8)
            {
                float* to = target + (i / WinogradKernel.Lanes * WinogradKernel.Part) + (i % WinogradKernel.Lanes);
                Across(pixels, i, out Vector256<float> left0, out Vector256<float> middle0, out Vector256<float> right0);
                Across(pixels + 3, i, out Vector256<float> left1, out Vector256<float> middle1, out Vector256<float> right1);
                Across(pixels + 6, i, out Vector256<float> left2, out Vector256<float> middle2, out Vector256<float> right2);
                Store(left0 - left1, middle0 - middle1, right0 - right1, to);
                Store(left1, middle1, right1, to + row);
                Store(left1 - left2, middle1 - middle2, right1 - right2, to + (2 * row));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Across(
            float** pixels, nint i, out Vector256<float> left, out Vector256<float> middle, out Vector256<float> right)
        {
            middle = Vector256.Load(pixels[1] + i);
            left = Vector256.Load(pixels[0] + i) - middle;
            right = middle - Vector256.Load(pixels[2] + i);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store(Vector256<float> left, Vector256<float> middle, Vector256<float> right, float* to)
        {
            const int Component = WinogradKernel.Tiles * WinogradKernel.Lanes;
            left.Store(to);
            middle.Store(to + Component);
            right.Store(to + (2 * Component));
        }
    }
}
#endif
