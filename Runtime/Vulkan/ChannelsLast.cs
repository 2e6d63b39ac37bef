using System;
using SagTextures.Models;

namespace SagTextures.Vulkan
{
    /// <summary>
    /// The order [image, pixel, channel], in which the matrix shaders hold tensors; everywhere else it is
    /// [image, channel, pixel].
    /// </summary>
    internal static class ChannelsLast
    {
        /// <summary>The feature (channel · area + pixel) that comes at a place of one image in channels-last order.</summary>
        public static int Feature(int place, ActivationShape shape) =>
            (place % shape.Channels * shape.Area) + (place / shape.Channels);

        /// <summary>The place of a feature; the inverse of <see cref="Feature"/>.</summary>
        public static int Place(int feature, ActivationShape shape) =>
            (feature % shape.Area * shape.Channels) + (feature / shape.Area);

        /// <summary>Whether both orders are the same.</summary>
        public static bool IsSame(ActivationShape shape) => shape.Area == 1 || shape.Channels == 1;

        /// <summary>Sorts whole images into channels-last order.</summary>
        public static void From<T>(ReadOnlySpan<T> images, Span<T> sorted, ActivationShape shape)
        {
            for (int i = 0; i < images.Length; i++)
            {
                sorted[(i / shape.Count * shape.Count) + Place(i % shape.Count, shape)] = images[i];
            }
        }

        /// <summary>Sorts whole images back.</summary>
        public static void To<T>(ReadOnlySpan<T> sorted, Span<T> images, ActivationShape shape)
        {
            for (int i = 0; i < images.Length; i++)
            {
                images[i] = sorted[(i / shape.Count * shape.Count) + Place(i % shape.Count, shape)];
            }
        }
    }
}
