using static TorchSharp.torch;

namespace SagTextures.Training.Networks;

/// <summary>What convolutions see beyond the border, and how maps lie in memory.</summary>
internal static class FeatureMaps
{
    /// <summary>One pixel a side that makes textures tile: the left neighbour of the first column is the last one.</summary>
    /// <remarks>Two concatenations take half the time of torch's circular padding, forward and backward.</remarks>
    public static Tensor Circular(Tensor x)
    {
        Tensor wide = cat([x.narrow(3, -1, 1), x, x.narrow(3, 0, 1)], 3);
        return cat([wide.narrow(2, -1, 1), wide, wide.narrow(2, 0, 1)], 2);
    }

    /// <summary>The same tensor with channels innermost; convolutions keep that order and run a third faster on CPUs.</summary>
    public static Tensor ChannelsLast(Tensor x) => x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
}
