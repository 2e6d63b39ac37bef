using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Training.Data;

/// <summary>Images as a tensor.</summary>
internal static class TextureTensor
{
    /// <summary>The middle of each image, [N,3,R,R] in [−1,1].</summary>
    public static Tensor Of(IEnumerable<RgbImage> images, int resolution)
    {
        using var scope = NewDisposeScope();
        return stack(images.Select(image => Middle(image, resolution))).MoveToOuterDisposeScope();
    }

    private static Tensor Middle(RgbImage image, int resolution)
    {
        Tensor pixels = tensor(image.Middle(resolution).Pixels, [resolution, resolution, 3], ScalarType.Byte);
        return pixels.permute(2, 0, 1).to(float32) / 127.5f - 1;
    }
}
