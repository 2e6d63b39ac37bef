using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SagTextures.Training.Metrics;

/// <summary>
/// Sliced Wasserstein distance of the 7×7 patches in each level of a Laplacian pyramid (Karras et al. 2018): fine levels see
/// sharpness, coarse ones the layout. Patches are normalized for each channel, so it is blind to global colour.
/// </summary>
public static class SlicedWasserstein
{
    private const int Patch = 7, PatchesPerImage = 128, Directions = 512, CoarsestSide = 16;

    /// <param name="a">[N,3,R,R] in [−1,1].</param>
    /// <param name="b">As many.</param>
    /// <returns>The distance ×10³ of each level, the full resolution first, down to 16×16.</returns>
    public static double[] Distances(Tensor a, Tensor b)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        // Not the global generator: a measurement must not change what a training draws next.
        using var random = new Generator(1, CPU);
        return Pyramid(a).Zip(Pyramid(b), (x, y) => Distance(x, y, random)).ToArray();
    }

    private static List<Tensor> Pyramid(Tensor x)
    {
        var levels = new List<Tensor>();
        for (; x.shape[3] > CoarsestSide; x = Shrink(x))
            levels.Add(x - functional.interpolate(Shrink(x), scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false));
        levels.Add(x);
        return levels;
    }

    private static Tensor Shrink(Tensor x) => functional.avg_pool2d(x, 2);

    /// <summary>[N·patches, 3·7·7], each channel with mean 0 and deviation 1 over the set.</summary>
    private static Tensor Patches(Tensor x, Generator random)
    {
        long n = x.shape[0], side = x.shape[3], places = side - Patch + 1;
        Tensor corner = randint(0, places * places, [n, PatchesPerImage, 1, 1], ScalarType.Int64, generator: random);
        Tensor row = corner.div(places, RoundingMode.floor) + arange(Patch, ScalarType.Int64).view(1, 1, Patch, 1);
        Tensor column = corner.remainder(places) + arange(Patch, ScalarType.Int64).view(1, 1, 1, Patch);
        Tensor index = (row * side + column).view(n, 1, -1).expand(n, 3, -1);
        Tensor patches = x.flatten(2).gather(2, index).view(n, 3, PatchesPerImage, Patch * Patch);
        patches = (patches - patches.mean([0, 2, 3], keepdim: true)) / (patches.std([0, 2, 3], keepdim: true) + 1e-6);
        return patches.transpose(1, 2).reshape(n * PatchesPerImage, -1);
    }

    private static double Distance(Tensor a, Tensor b, Generator random)
    {
        // Of each level's hundreds of megabytes one number is left.
        using var scope = NewDisposeScope();
        (a, b) = (Patches(a, random), Patches(b, random));
        Tensor directions = functional.normalize(randn([a.shape[1], Directions], generator: random), dim: 0);
        return (Sorted(a) - Sorted(b)).abs().mean().ToDouble() * 1e3;

        Tensor Sorted(Tensor patches)
        {
            using var inner = NewDisposeScope();
            Tensor values = directions.t().matmul(patches.t()).contiguous();
            RadixSort.SortRows(MemoryMarshal.Cast<byte, float>(values.bytes), (int)values.shape[1]);
            return values.MoveToOuterDisposeScope();
        }
    }
}
