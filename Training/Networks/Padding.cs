using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Networks;

/// <summary>Padding that makes textures tile: the left neighbour of the first column is the last one.</summary>
internal static class Padding
{
    public static Tensor Circular(Tensor x, long size) =>
        functional.pad(x, [size, size, size, size], PaddingModes.Circular);
}
