namespace SagTextures.Vulkan
{
    internal static class Rounding
    {
        /// <summary>How many pieces of a size it takes to cover a count.</summary>
        public static int DivideUp(int count, int size) => (count + size - 1) / size;

        /// <summary>
        /// What a shader divides any int ≥ 0 by a divisor with: (number · first >> 32) >> second; where the divisor is 1, the first is 0.
        /// </summary>
        public static int[] Inverse(int divisor)
        {
            int bits = 0;
            while (1L << bits < divisor)
            {
                bits++;
            }

            return divisor == 1
                ? new[] { 0, 0 }
                : new[] { unchecked((int)(uint)((1L << (31 + bits)) / divisor + 1)), bits - 1 };
        }
    }
}
