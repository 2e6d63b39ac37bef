using static TorchSharp.torch;

namespace SagTextures.Training.Networks;

/// <summary>What convolutions see beyond the border, and how maps lie in memory.</summary>
internal static class FeatureMaps
{
    /// <summary>One pixel a side that makes textures tile: the left neighbour of the first column is the last one.</summary>
    /// <remarks>
    /// In the order of memory, channels innermost, and by splits: the gradient of a split is one concatenation, that of a slice
    /// a map of zeros to be added. Backward, this takes a tenth of torch's circular padding or less.
    /// </remarks>
    public static Tensor Circular(Tensor x) => Wrap(Wrap(x.permute(0, 2, 3, 1), 2), 1).permute(0, 3, 1, 2);

    /// <summary>Takes one pixel a side away.</summary>
    public static Tensor Crop(Tensor x) => Inner(Inner(x.permute(0, 2, 3, 1), 2), 1).permute(0, 3, 1, 2);

    /// <summary>
    /// With a channel of zeros more where bfloat16 has an odd number. oneDNN multiplies such channels by twos, and where one
    /// has no other, its gradient takes in whatever freed memory holds.
    /// </summary>
    /// <param name="x">Maps or weights.</param>
    /// <param name="dimension">That of the channels.</param>
    public static Tensor EvenChannels(Tensor x, int dimension = 1)
    {
        if (x.dtype != ScalarType.BFloat16 || x.shape[dimension] % 2 == 0)
            return x;
        Tensor last = x.movedim([dimension], [-1]);
        return cat([last, zeros_like(last.narrow(-1, 0, 1))], -1).movedim([-1], [dimension]);
    }

    /// <summary>Without the channels beyond the first <paramref name="count"/>.</summary>
    public static Tensor FirstChannels(Tensor x, long count) => x.shape[1] == count
        ? x
        : x.permute(0, 2, 3, 1).split([count, x.shape[1] - count], 3)[0].permute(0, 3, 1, 2);

    private static Tensor Inner(Tensor x, int dimension) => x.split([1, x.shape[dimension] - 2, 1], dimension)[1];

    private static Tensor Wrap(Tensor x, int dimension)
    {
        Tensor[] parts = x.split([1, x.shape[dimension] - 2, 1], dimension);
        return cat([parts[2], .. parts, parts[0]], dimension);
    }

    /// <summary>The same tensor with channels innermost; convolutions keep that order and run a third faster on CPUs.</summary>
    public static Tensor ChannelsLast(Tensor x) => x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
}
