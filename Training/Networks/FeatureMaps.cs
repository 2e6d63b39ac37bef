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
    /// So many channels, or the next number that oneDNN 3.7 computes rightly with channels innermost: in between it takes in
    /// whatever freed memory holds. Its bfloat16 gradients multiply channels by twos and miss the other of an odd one; with
    /// AVX-512, 1×1 convolutions in fp32 err beyond 32 outputs where few are left of the last 32.
    /// </summary>
    /// <param name="count">What the layer has.</param>
    /// <param name="type">What it computes in.</param>
    /// <param name="isPointwise">For the outputs of a 1×1 convolution.</param>
    public static long SoundChannels(long count, ScalarType type, bool isPointwise = false)
    {
        long multiple = type == ScalarType.BFloat16 ? 2 : type == ScalarType.Float32 && isPointwise && count > 32 ? 32 : 1;
        return (count + multiple - 1) / multiple * multiple;
    }

    /// <summary>With channels of zeros up to <paramref name="count"/>.</summary>
    /// <param name="x">Maps, weights or biases.</param>
    /// <param name="count">Channels of the result.</param>
    /// <param name="dimension">That of the channels.</param>
    public static Tensor PadChannels(Tensor x, long count, int dimension = 1)
    {
        if (x.shape[dimension] == count)
            return x;
        Tensor last = x.movedim([dimension], [-1]);
        return cat([last, last.new_zeros([.. last.shape[..^1], count - x.shape[dimension]])], -1).movedim([-1], [dimension]);
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
