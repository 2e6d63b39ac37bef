namespace SagTextures.Vulkan
{
    internal static class Rounding
    {
        /// <summary>How many pieces of a size it takes to cover a count.</summary>
        public static int DivideUp(int count, int size) => (count + size - 1) / size;
    }
}
